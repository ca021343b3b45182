using LoraCluster.Sweeps.Definition.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Collects everything wrong with one file, so that all of it can be said in one pass.</summary>
internal sealed class SpecErrors(string file)
{
    private readonly List<SpecError> _found = [];

    /// <summary>True once something is wrong.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Number of errors so far.</summary>
    public int Count => _found.Count;

    /// <summary>Notes an error. What was found and the field are quoted safely for a terminal.</summary>
    public void Add(SpecPosition at, string field, string problem, string got = "", string expected = "", string hint = "") =>
        _found.Add(new SpecError(file, at.Line, at.Column, Quote.Clip(field), Quote.Clip(problem, 600), Quote.Clip(got, 300), expected, hint));

    /// <summary>The errors in order of position.</summary>
    public IReadOnlyList<SpecError> Sorted() => [.. _found.OrderBy(e => e.Line).ThenBy(e => e.Column)];
}
