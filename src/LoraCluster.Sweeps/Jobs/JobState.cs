namespace LoraCluster.Sweeps.Jobs;

/// <summary>Where a submitted sweep stands.</summary>
public enum JobState
{
    /// <summary>Accepted and durable; nobody works on it at the moment.</summary>
    Queued,

    /// <summary>Workers are on it, or will be as soon as there are some.</summary>
    Running,

    /// <summary>Its dataset is whole and has its manifest.</summary>
    Completed,

    /// <summary>Cancelled by a user; submitting it again goes on from its last part.</summary>
    Cancelled,

    /// <summary>Stopped by something that has to be mended first, a full disk for instance; submitting it again goes on.</summary>
    Stopped,

    /// <summary>Failed; its message says why.</summary>
    Failed,
}
