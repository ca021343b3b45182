namespace LoraCluster.Sweeps.Definition;

/// <summary>What came of reading a sweep file: a definition, or everything that is wrong with it.</summary>
public sealed record SweepParseResult
{
    internal SweepParseResult(SweepDefinition? definition, IReadOnlyList<SpecError> errors) => (Definition, Errors) = (definition, errors);

    /// <summary>The sweep; null where there are errors.</summary>
    public SweepDefinition? Definition { get; }

    /// <summary>Everything wrong, in order of position; empty where there is a definition.</summary>
    public IReadOnlyList<SpecError> Errors { get; }
}
