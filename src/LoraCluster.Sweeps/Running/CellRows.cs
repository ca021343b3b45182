using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>Everything that a dataset keeps of one cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Rows">One row per outcome, baseline first.</param>
/// <param name="Losses">Losses of every trial, <c>[trial * Rows.Count + outcome]</c>; null unless the sweep keeps trials.</param>
public sealed record CellRows(Cell Cell, IReadOnlyList<RiskRow> Rows, double[]? Losses);
