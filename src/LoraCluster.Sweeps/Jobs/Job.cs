namespace LoraCluster.Sweeps.Jobs;

/// <summary>A submitted sweep as it is kept on disk.</summary>
/// <param name="Name">The sweep's name.</param>
/// <param name="DefinitionHash">The hash of its definition.</param>
/// <param name="Priority">From <see cref="PriorityMin"/> to <see cref="PriorityMax"/>.</param>
/// <param name="Number">The order of submission, from 1.</param>
public sealed record Job(string Name, string DefinitionHash, int Priority, long Number)
{
    /// <summary>The least priority.</summary>
    public const int PriorityMin = -100;

    /// <summary>The greatest priority.</summary>
    public const int PriorityMax = 100;

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; } = JobState.Queued;

    /// <summary>Why it failed or stopped; empty where there is nothing to say.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What <c>run</c> would have exited with; null until the end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Parts of the dataset; 0 until that is known.</summary>
    public int PartsTotal { get; init; }

    /// <summary>Parts on disk when it ended.</summary>
    public int PartsCommitted { get; init; }

    /// <summary>Rows of the dataset; null until it is complete.</summary>
    public long? Rows { get; init; }

    /// <summary>The dataset's hash; null until it is complete.</summary>
    public string? ManifestSha256 { get; init; }

    /// <summary>True while there is something to do.</summary>
    public bool IsLive => State is JobState.Queued or JobState.Running;
}
