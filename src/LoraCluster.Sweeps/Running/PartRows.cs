using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>A finished part, cells in order of position.</summary>
public sealed record PartRows(PartRange Part, IReadOnlyList<CellRows> Cells);
