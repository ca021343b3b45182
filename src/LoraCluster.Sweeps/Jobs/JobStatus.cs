namespace LoraCluster.Sweeps.Jobs;

/// <summary>What a user wants to know of a submitted sweep.</summary>
public sealed record JobStatus
{
    /// <summary>The sweep's name, which is the name of its dataset in the data directory too.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of its definition, 64 hexadecimal digits.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>Its state.</summary>
    public required JobState State { get; init; }

    /// <summary>From -100 to 100; of the sweeps that wait, those with the highest get the workers.</summary>
    public required int Priority { get; init; }

    /// <summary>The order of submission, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>Why it failed, stopped or pauses; empty where there is nothing to say.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What <c>run</c> would have exited with; null until the end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Parts of the dataset; 0 until that is known.</summary>
    public int PartsTotal { get; init; }

    /// <summary>Parts on disk.</summary>
    public int PartsCommitted { get; init; }

    /// <summary>Cells whose rows are known, since its coordinator began.</summary>
    public long CellsDone { get; init; }

    /// <summary>Trials computed since its coordinator began.</summary>
    public long TrialsDone { get; init; }

    /// <summary>Seconds since its coordinator began.</summary>
    public double Seconds { get; init; }

    /// <summary>Solver threads that work on it.</summary>
    public int Workers { get; init; }

    /// <summary>Rows of the dataset; null until it is complete.</summary>
    public long? Rows { get; init; }

    /// <summary>The dataset's hash, as <c>run</c> prints it; null until it is complete.</summary>
    public string? ManifestSha256 { get; init; }

    /// <summary>True once nothing more will happen by itself.</summary>
    public bool HasEnded => State is not (JobState.Queued or JobState.Running);

    /// <summary>What is kept of a job, with nothing of its progress.</summary>
    public static JobStatus Of(Job job) => new()
    {
        Name = job.Name,
        DefinitionHash = job.DefinitionHash,
        State = job.State,
        Priority = job.Priority,
        Number = job.Number,
        Message = job.Message,
        ExitCode = job.ExitCode,
        PartsTotal = job.PartsTotal,
        PartsCommitted = job.PartsCommitted,
        Rows = job.Rows,
        ManifestSha256 = job.ManifestSha256,
    };

    /// <summary>What would be kept.</summary>
    public Job ToJob() => new(Name, DefinitionHash, Priority, Number)
    {
        State = State,
        Message = Message,
        ExitCode = ExitCode,
        PartsTotal = PartsTotal,
        PartsCommitted = PartsCommitted,
        Rows = Rows,
        ManifestSha256 = ManifestSha256,
    };
}
