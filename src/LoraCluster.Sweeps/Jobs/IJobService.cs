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
