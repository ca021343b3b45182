namespace LoraCluster.Sweeps.Running;

/// <summary>What one block added to its part.</summary>
/// <param name="WasKnown">True where the block had been merged before: the other numbers are those of that time, and nothing changed now.</param>
/// <param name="CellsCompleted">Cells that became rows.</param>
/// <param name="TrialsAdded">Trials, counted once per cell and trial.</param>
/// <param name="Settled">Positions of cells that it showed to have trials enough: their other blocks are not needed any more. Null where there are none.</param>
public readonly record struct MergeStep(bool WasKnown, int CellsCompleted, long TrialsAdded, IReadOnlyList<long>? Settled = null);
