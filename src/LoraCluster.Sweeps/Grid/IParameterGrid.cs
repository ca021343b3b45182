namespace LoraCluster.Sweeps.Grid;

/// <summary>A grid as arithmetic: positions to cells and back, with nothing stored per cell.</summary>
public interface IParameterGrid
{
    /// <summary>Number of positions, those left out by <c>where</c> or <c>invalid_cells: skip</c> included.</summary>
    long PositionCount { get; }

    /// <summary>The names of the parameters with more than one value somewhere in the grid.</summary>
    IReadOnlySet<string> SweptParameters { get; }

    /// <summary>The cell at a position; null where a <c>where</c> or <c>invalid_cells: skip</c> leaves it out.</summary>
    Cell? CellAt(long position);

    /// <summary>
    /// The same, for walking along many positions: the cell's values may stand in <paramref name="room"/> (one place per parameter), and then last until
    /// the room is used again.
    /// </summary>
    Cell? CellAt(long position, Experiments.ParameterValue[] room) => CellAt(position);

    /// <summary>The position of the first cell with exactly these parameter values, or null.</summary>
    long? PositionOf(IReadOnlyList<Experiments.ParameterValue> values);
}
