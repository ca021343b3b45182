namespace LoraCluster.Sweeps.Grid;

/// <summary>How many cells a grid has once <c>where</c> and <c>invalid_cells: skip</c> have left some out.</summary>
/// <param name="Count">The number.</param>
/// <param name="IsEstimate">True where it comes from a (deterministic) sample, because looking at every combination would take too long.</param>
public readonly record struct CellCount(long Count, bool IsEstimate);
