namespace LoraCluster.Sweeps.Running;

/// <summary>How far a run has come. Counts are of this run, except where said.</summary>
public sealed record SweepProgress
{
    /// <summary>Parts of the sweep.</summary>
    public required int PartsTotal { get; init; }

    /// <summary>Parts on disk, those of earlier runs included.</summary>
    public required int PartsCommitted { get; init; }

    /// <summary>Parts that were on disk before this run began.</summary>
    public required int PartsResumed { get; init; }

    /// <summary>Cells whose rows are known, reused ones included.</summary>
    public required long CellsDone { get; init; }

    /// <summary>Cells whose rows came from an earlier dataset; counted when their part is committed.</summary>
    public required long CellsReused { get; init; }

    /// <summary>Trials computed, counted once per cell and trial.</summary>
    public required long TrialsDone { get; init; }

    /// <summary>Time since the run began, on a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why nothing is handed out at the moment, or null.</summary>
    public string? PausedBecause { get; init; }

    /// <summary>Trials per second over the whole run; 0 at its start.</summary>
    public double TrialsPerSecond => Elapsed > TimeSpan.Zero ? TrialsDone / Elapsed.TotalSeconds : 0;
}
