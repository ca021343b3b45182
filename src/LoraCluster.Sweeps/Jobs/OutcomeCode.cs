using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Jobs;

/// <summary>A sweep's outcome as a number for the shell, after BSD's sysexits.h.</summary>
public static class OutcomeCode
{
    /// <summary>The disk cannot take it, or fails.</summary>
    public const int Storage = 74;

    /// <summary>0 completed; 65 bad cells; 73 output refused; 74 storage; 75 stopped, resumable; 70 anything else.</summary>
    public static int Of(SweepOutcome outcome) => outcome switch
    {
        SweepOutcome.Completed => 0,
        SweepOutcome.Stopped => 75,
        SweepOutcome.Failed { Kind: SweepFailure.FailedCells or SweepFailure.InvalidCell } => 65,
        SweepOutcome.Failed { Kind: SweepFailure.Store } => Storage,
        SweepOutcome.Failed { Kind: SweepFailure.StoreRefused } => 73,
        _ => 70,
    };
}
