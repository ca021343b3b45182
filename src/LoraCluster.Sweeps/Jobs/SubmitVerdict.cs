namespace LoraCluster.Sweeps.Jobs;

/// <summary>What became of a submission.</summary>
public enum SubmitVerdict
{
    /// <summary>It is new, or goes on after it was cancelled, stopped or failed.</summary>
    Accepted,

    /// <summary>The same sweep is in the queue, runs, or is complete.</summary>
    AlreadyThere,

    /// <summary>Another sweep has this name.</summary>
    NameTaken,

    /// <summary>The data directory refused; the status' message says why.</summary>
    Refused,
}
