using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Sweeps.Jobs;

/// <summary>
/// Submitted sweeps, asked about from outside. Everything throws <see cref="JobServiceUnavailableException"/> while no coordinator answers, and may be asked again:
/// a second submission or cancellation changes nothing.
/// </summary>
public interface IJobService
{
    /// <summary>Accepts a sweep; returns once it would survive the loss of every process.</summary>
    Task<Submitted> SubmitAsync(SweepDefinition definition, int priority, CancellationToken cancellation);

    /// <summary>Every sweep in the data directory, in order of submission.</summary>
    Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellation);

    /// <summary>One sweep; null where there is none of this name.</summary>
    Task<JobStatus?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Stops a sweep, with what is committed whole; null where there is none of this name.</summary>
    Task<JobStatus?> CancelAsync(string name, CancellationToken cancellation);

    /// <summary>The nodes.</summary>
    Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellation);
}

/// <summary>What became of a submission.</summary>
/// <param name="Verdict">Whether the sweep runs now.</param>
/// <param name="Job">The sweep of this name: the submitted one, or the other that has the name already.</param>
public sealed record Submitted(SubmitVerdict Verdict, JobStatus Job);

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

/// <summary>No coordinator answers.</summary>
public sealed class JobServiceUnavailableException : Exception
{
    /// <summary>Without a message.</summary>
    public JobServiceUnavailableException()
    {
    }

    /// <summary>With a message.</summary>
    public JobServiceUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public JobServiceUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
