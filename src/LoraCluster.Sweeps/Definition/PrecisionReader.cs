using LoraCluster.Sweeps.Definition.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads <c>precision</c>.</summary>
/// <param name="methods">The methods of the sweep, baseline first.</param>
/// <param name="errors">Where problems are noted.</param>
internal sealed class PrecisionReader(IReadOnlyList<string> methods, SpecErrors errors)
{
    private const string Field = "precision";
    private const int FewestTrials = 16;

    private static readonly string[] Keys = ["relative_sem", "of", "min_trials", "max_trials"];

    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The rule, or null with errors noted.</summary>
    public PrecisionRule? Read(SpecNode node, int mostTrials)
    {
        if (MappingReader.Expect(node, Field, "a mapping with relative_sem", errors) is not { } mapping)
        {
            return null;
        }

        int before = errors.Count;
        MappingReader.RefuseUnknown(mapping, Field + ".", Keys, errors);
        MappingReader.RequireAll(mapping, Field, ["relative_sem"], errors);
        double? sem = mapping.Find("relative_sem") is { } entry ? Sem(entry.Value) : null;
        int least = Trials(mapping, "min_trials", PrecisionRule.DefaultMinTrials, FewestTrials, mostTrials);
        int most = Trials(mapping, "max_trials", Math.Max(least, PrecisionRule.DefaultMaxTrials), FewestTrials, mostTrials);
        IReadOnlyList<string>? of = mapping.Find("of") is { } words
            ? new WordListReader(errors).Read(words.Value, Field + ".of", "precision", [.. methods, PrecisionRule.Difference])
            : methods;
        if (errors.Count == before && most < least)
        {
            errors.Add(mapping.At, Field, "max_trials is less than min_trials", FormattableString.Invariant($"{most} < {least}"), "at least min_trials");
        }

        return errors.Count > before || sem is null || of is null ? null : new PrecisionRule(sem.Value, of, least, most);
    }

    private double? Sem(SpecNode node)
    {
        const string Expected = "a number > 0 and <= 1";
        double? value = _scalars.Real(node, Field + ".relative_sem", Expected);
        if (value is { } found && !(found > 0 && found <= 1))
        {
            errors.Add(node.At, Field + ".relative_sem", "out of range", node.Describe(), Expected);
            return null;
        }

        return value;
    }

    private int Trials(SpecMapping mapping, string key, int otherwise, int fewest, int most) =>
        mapping.Find(key) is { } entry
            ? (int?)_scalars.Whole(entry.Value, $"{Field}.{key}", fewest, most, $"an integer from {fewest} to {most}") ?? otherwise
            : otherwise;
}
