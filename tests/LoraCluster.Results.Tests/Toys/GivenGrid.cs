using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>Cells as they are given, position by position.</summary>
public sealed class GivenGrid(IReadOnlyList<CellRows> cells) : IParameterGrid
{
    public long PositionCount => cells.Count;

    public IReadOnlySet<string> SweptParameters { get; } = new HashSet<string>();

    public Cell? CellAt(long position) => cells[(int)position].Cell;

    public long? PositionOf(IReadOnlyList<ParameterValue> values) => null;
}
