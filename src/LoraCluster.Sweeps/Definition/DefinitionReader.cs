using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads the fields of a sweep file.</summary>
internal sealed class DefinitionReader(IReadOnlyList<IExperiment> experiments, SweepLimits limits, SpecErrors errors)
{
    private const int MostTrials = 10_000_000;

    private static readonly string[] Fields =
        ["name", "experiment", "find", "seed", "seeding", "trials", "precision", "lora_ranks", "methods", "diagnostics", "keep_trials", "invalid_cells", "grid"];

    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The definition, or null with errors noted.</summary>
    public SweepDefinition? Read(SpecMapping root)
    {
        MappingReader.RefuseUnknown(root, "", Fields, errors);
        MappingReader.RequireAll(root, "file", ["name", "grid"], errors);
        string? name = Name(root.Find("name")?.Value);
        var experiment = Experiment(root.Find("experiment")?.Value);
        var search = root.Find("find") is { } sought && experiment is not null ? new CrossingReader(experiment, errors).Read(sought.Value) : null;
        experiment = search is null ? experiment : experiment!.Find(search);
        var seed = Optional(root, "seed", node => (ulong?)_scalars.Whole(node, "seed", 0, ulong.MaxValue, "an integer from 0 to 18446744073709551615"), 0UL);
        var seeding = Optional(root, "seeding", Seeding, Definition.Seeding.Independent);
        var trials = Optional(root, "trials", node => (int?)_scalars.Whole(node, "trials", 1, MostTrials, $"an integer from 1 to {MostTrials}"), 100);
        var ranks = root.Find("lora_ranks") is { } rankEntry ? new RankReader(errors).Read(rankEntry.Value) : RankSelection.All;
        var methods = Words(root, "methods", "method", experiment?.Methods);
        var diagnostics = Words(root, "diagnostics", "diagnostic", experiment?.Diagnostics);
        var precision = Precision(root, experiment, methods);
        var request = ranks is null ? null : new OutcomeRequest(ranks, Chosen(experiment, methods), diagnostics);
        var keep = Optional(root, "keep_trials", node => _scalars.Flag(node, "keep_trials"), false);
        var invalid = Optional(root, "invalid_cells", Invalid, InvalidCells.Error);
        // What the grid may name depends on what is looked for.
        var sources = experiment is null || (root.Find("find") is not null && search is null) ? null : Grids(root.Find("grid")?.Value, experiment);
        var grid = sources is null || request is null || invalid is null
            ? null
            : new CellAudit(experiment!, request, invalid.Value, limits, errors).Build(sources, root.Find("lora_ranks")?.Value.At);
        if (errors.Any || grid is null)
        {
            return null;
        }

        var definition = new SweepDefinition
        {
            Name = name!,
            Experiment = experiment!,
            Seed = seed!.Value,
            Seeding = seeding!.Value,
            Trials = precision?.MaxTrials ?? trials!.Value,
            Find = search,
            Precision = precision,
            Request = request!,
            KeepTrials = keep!.Value,
            Grid = grid,
            CanonicalJson = string.Empty,
        };
        return Normalise(definition, grid, root);
    }

    private IReadOnlyList<string>? Words(SpecMapping root, string key, string what, IReadOnlyList<string>? choices)
    {
        if (root.Find(key) is not { } entry || choices is null)
        {
            return null;
        }

        if (choices.Count == 0)
        {
            errors.Add(entry.KeyAt, key, $"this experiment has no {key} to choose from", "", "no such key", "remove it");
            return null;
        }

        return new WordListReader(errors).Read(entry.Value, key, what, choices);
    }

    // Those that the experiment takes anyway are as good as not named.
    private static string[]? Chosen(IExperiment? experiment, IReadOnlyList<string>? methods)
    {
        if (experiment is null || methods is null)
        {
            return null;
        }

        string[] chosen = [.. experiment.Methods.Where((method, place) => place == 0 || methods.Contains(method, StringComparer.Ordinal))];
        return chosen.SequenceEqual(experiment.DefaultMethods, StringComparer.Ordinal) ? null : chosen;
    }

    private PrecisionRule? Precision(SpecMapping root, IExperiment? experiment, IReadOnlyList<string>? methods)
    {
        if (root.Find("precision") is not { } entry || experiment is null)
        {
            return null;
        }

        if (root.Find("trials") is { } trials)
        {
            errors.Add(trials.KeyAt, "trials", "trials and precision cannot both be given", "", "one of them", "put the number into precision as max_trials");
        }

        return new PrecisionReader(Chosen(experiment, methods) ?? experiment.DefaultMethods, errors).Read(entry.Value, MostTrials);
    }

    private SweepDefinition? Normalise(SweepDefinition definition, ParameterGrid grid, SpecMapping root)
    {
        string json = CanonicalWriter.Write(definition, grid, out int nodes);
        if (json.Length > SweepFile.MaxBytes || nodes > SpecTreeReader.MaxNodes)
        {
            errors.Add(
                root.At,
                "grid",
                "the sweep is too long once its defaults are written out",
                FormattableString.Invariant($"{nodes} values, {json.Length} bytes"),
                FormattableString.Invariant($"at most {SpecTreeReader.MaxNodes} values and {SweepFile.MaxBytes} bytes"),
                "write long axes as linspace, geomspace or range");
            return null;
        }

        return definition with { CanonicalJson = json };
    }

    private static T? Optional<T>(SpecMapping root, string key, Func<SpecNode, T?> read, T otherwise)
        where T : struct => root.Find(key) is { } entry ? read(entry.Value) : otherwise;

    private string? Name(SpecNode? node)
    {
        string expected = "a name of the form " + SweepName.Rule;
        if (node is null || _scalars.Scalar(node, "name", expected) is not { } scalar)
        {
            return null;
        }

        if (SweepName.ProblemOf(scalar.Value) is { } problem)
        {
            errors.Add(scalar.At, "name", problem, scalar.Value, expected);
            return null;
        }

        return scalar.Value;
    }

    private IExperiment? Experiment(SpecNode? node)
    {
        if (node is null)
        {
            return experiments[0];
        }

        string? word = _scalars.Choice(node, "experiment", "experiment", [.. experiments.Select(e => e.Name)]);
        return experiments.FirstOrDefault(e => e.Name == word);
    }

    private Seeding? Seeding(SpecNode node) => _scalars.Choice(node, "seeding", "seeding", ["independent", "common"]) switch
    {
        "independent" => Definition.Seeding.Independent,
        "common" => Definition.Seeding.Common,
        _ => null,
    };

    private InvalidCells? Invalid(SpecNode node) => _scalars.Choice(node, "invalid_cells", "choice", ["error", "skip"]) switch
    {
        "error" => InvalidCells.Error,
        "skip" => InvalidCells.Skip,
        _ => null,
    };

    /// <summary>Every grid, or null where one of them cannot be read.</summary>
    private List<GridSource>? Grids(SpecNode? node, IExperiment experiment)
    {
        if (node is null)
        {
            return null;
        }

        var reader = new GridReader(experiment.Parameters, errors);
        if (node is not SpecSequence list)
        {
            return reader.Read(node, "grid") is { } only ? [only] : null;
        }

        if (list.Items.Count == 0)
        {
            errors.Add(list.At, "grid", "the list is empty", "[]", "at least one grid");
            return null;
        }

        GridSource?[] sources = [.. list.Items.Select((item, i) => reader.Read(item, FormattableString.Invariant($"grid[{i}]")))];
        return sources.Any(s => s is null) ? null : [.. sources.Select(s => s!)];
    }
}
