using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Protocol;

/// <summary>Who computed what, when and how long. For people who tune clusters; no result depends on it.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Part">The part.</param>
/// <param name="Block">The block's number within the part.</param>
/// <param name="Attempt">The attempt that answered first.</param>
/// <param name="FirstPosition">First grid position.</param>
/// <param name="PositionCount">Number of grid positions.</param>
/// <param name="FirstTrial">First trial.</param>
/// <param name="TrialCount">Trials per cell.</param>
/// <param name="MergedAt">Seconds since the run began, by the coordinator's monotonic clock.</param>
/// <param name="Seconds">Seconds the solver took, by the worker's monotonic clock.</param>
public sealed record BlockTelemetry(
    string Worker,
    int Part,
    int Block,
    int Attempt,
    long FirstPosition,
    int PositionCount,
    int FirstTrial,
    int TrialCount,
    double MergedAt,
    double Seconds)
{
    /// <summary>The telemetry of an answer to a loan.</summary>
    public static BlockTelemetry Of(WorkerId worker, Loan loan, double mergedAt, double seconds) => new(
        worker.Name, loan.Block.Part, loan.Block.Number, loan.Attempt,
        loan.Block.FirstPosition, loan.Block.PositionCount, loan.Block.FirstTrial, loan.Block.TrialCount, mergedAt, seconds);
}
