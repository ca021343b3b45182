using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads <c>find</c>.</summary>
internal sealed class CrossingReader(IExperiment experiment, SpecErrors errors)
{
    private const string Field = "find";
    private const double DefaultTolerance = 1e-3;
    private const int DefaultDraws = 128;
    private const int MostDraws = 100_000;

    private static readonly string[] Keys = ["crossing", "along", "between", "tolerance", "draws"];

    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The search, or null with errors noted.</summary>
    public CrossingSearch? Read(SpecNode node)
    {
        if (MappingReader.Expect(node, Field, "a mapping with crossing, along and between", errors) is not { } mapping)
        {
            return null;
        }

        int before = errors.Count;
        if (experiment.Crossings.Count == 0)
        {
            errors.Add(node.At, Field, "this experiment has nothing to find", "", "no such key", "remove it");
            return null;
        }

        MappingReader.RefuseUnknown(mapping, Field + ".", Keys, errors);
        MappingReader.RequireAll(mapping, Field, ["crossing", "along", "between"], errors);
        string? crossing = Choice(mapping, "crossing", experiment.Crossings);
        string? along = Choice(mapping, "along", experiment.CrossingParameters);
        var spec = experiment.Parameters.FirstOrDefault(p => p.Name == along);
        var between = spec is not null && mapping.Find("between") is { } entry ? Between(entry.Value, spec) : null;
        double tolerance = mapping.Find("tolerance") is { } width ? Tolerance(width.Value) ?? DefaultTolerance : DefaultTolerance;
        int draws = mapping.Find("draws") is { } number
            ? (int?)_scalars.Whole(number.Value, Field + ".draws", 2, MostDraws, $"an integer from 2 to {MostDraws}") ?? DefaultDraws
            : DefaultDraws;
        return errors.Count > before || crossing is null || along is null || between is not var (low, high)
            ? null
            : new CrossingSearch(crossing, along, low, high, tolerance, draws);
    }

    private string? Choice(SpecMapping mapping, string key, IReadOnlyList<string> choices) =>
        mapping.Find(key) is { } entry ? _scalars.Choice(entry.Value, $"{Field}.{key}", key, choices) : null;

    private (double Low, double High)? Between(SpecNode node, ParameterSpec spec)
    {
        const string Expected = "two numbers, [LOW, HIGH], 0 < LOW < HIGH";
        string field = Field + ".between";
        if (node is not SpecSequence { Items: [var first, var second] })
        {
            errors.Add(node.At, field, "wrong type", node.Describe(), Expected);
            return null;
        }

        if (_scalars.Value(first, field, spec) is not { } low || _scalars.Value(second, field, spec) is not { } high)
        {
            return null;
        }

        if (!(low.Real > 0 && low.Real < high.Real))
        {
            errors.Add(node.At, field, "no interval above 0", $"[{low}, {high}]", Expected);
            return null;
        }

        return (low.Real, high.Real);
    }

    private double? Tolerance(SpecNode node)
    {
        const string Expected = "a number >= 1e-12 and < 1";
        double? value = _scalars.Real(node, Field + ".tolerance", Expected);
        if (value is { } found && !(found >= 1e-12 && found < 1))
        {
            errors.Add(node.At, Field + ".tolerance", "out of range", node.Describe(), Expected);
            return null;
        }

        return value;
    }
}
