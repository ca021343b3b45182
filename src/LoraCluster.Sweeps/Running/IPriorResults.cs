using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>What an earlier dataset already knows about a cell of a sweep that extends it.</summary>
public interface IPriorResults
{
    /// <summary>
    /// The rows known for a cell with these parameters, outcomes as the new sweep asks for them and with exactly its number
    /// of trials; or the losses of its first trials, where they were kept; or null.
    /// </summary>
    PriorCell? Find(Cell cell);
}

/// <summary>Prior knowledge of one cell: either finished rows, or the losses of trials <c>0 … KnownTrials − 1</c>.</summary>
/// <param name="Finished">Rows to take as they are; null where trials must be added.</param>
/// <param name="KnownTrials">Number of trials whose losses are known.</param>
/// <param name="Losses"><c>[trial * outcomes + outcome]</c>, or null.</param>
public sealed record PriorCell(CellRows? Finished, int KnownTrials, double[]? Losses);
