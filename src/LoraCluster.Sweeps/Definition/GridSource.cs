using System.Numerics;
using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>One grid as read, with the places that later checks may want to blame.</summary>
/// <param name="At">Where the grid starts.</param>
/// <param name="Field">Its path: <c>grid</c> or <c>grid[2]</c>.</param>
/// <param name="Places">Where each parameter's value stands; <c>where</c> among them.</param>
/// <param name="Factors">Axis names with their sizes, in order.</param>
/// <param name="Section">The grid; null where it is too large for 64 bits.</param>
internal sealed record GridSource(
    SpecPosition At,
    string Field,
    IReadOnlyDictionary<string, SpecPosition> Places,
    IReadOnlyList<(string Name, BigInteger Size)> Factors,
    GridSection? Section)
{
    /// <summary>Number of positions.</summary>
    public BigInteger Count => Factors.Aggregate(BigInteger.One, (product, factor) => product * factor.Size);
}
