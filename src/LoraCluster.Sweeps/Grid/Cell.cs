using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>One point of the grid.</summary>
/// <param name="Index">Its position in the sweep, from 0. Positions that a <c>where</c> leaves out are never used again by others.</param>
/// <param name="Values">One value per parameter of the experiment, in the experiment's order.</param>
public readonly record struct Cell(long Index, IReadOnlyList<ParameterValue> Values)
{
    /// <summary>The values in words, those apart that are their parameter's default: <c>dx=40, n=200</c>.</summary>
    /// <param name="parameters">The experiment's parameters.</param>
    public string Describe(IReadOnlyList<ParameterSpec> parameters) =>
        string.Join(", ", Values.Zip(parameters).Where(pair => pair.First != pair.Second.Default).Select(pair => pair.Second.Name + "=" + pair.First));
}
