using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Live;

/// <summary>The one sweep that <c>run</c> runs, as the live page asks about it. It takes no other, and is stopped where it was started.</summary>
internal sealed class LocalJob(SweepDefinition definition, int workers) : IJobService, IProgress<SweepProgress>
{
    private volatile JobStatus _status = JobStatus.Of(new Job(definition.Name, definition.Hash, 0, 1) { State = JobState.Running });

    /// <summary>Takes note of how far it is.</summary>
    public void Report(SweepProgress value) => _status = _status with
    {
        Message = value.PausedBecause ?? string.Empty,
        PartsTotal = value.PartsTotal,
        PartsCommitted = value.PartsCommitted,
        CellsDone = value.CellsDone,
        TrialsDone = value.TrialsDone,
        Seconds = value.Elapsed.TotalSeconds,
        Workers = workers,
    };

    /// <summary>Takes note of its end.</summary>
    public void End(int exitCode) => _status = _status with
    {
        State = exitCode switch { ExitCodes.Ok => JobState.Completed, ExitCodes.Stopped => JobState.Stopped, _ => JobState.Failed },
        ExitCode = exitCode,
        PartsCommitted = exitCode == ExitCodes.Ok ? _status.PartsTotal : _status.PartsCommitted,
    };

    /// <inheritdoc/>
    public Task<Submitted> SubmitAsync(SweepDefinition other, int priority, CancellationToken cancellation) =>
        Task.FromResult(new Submitted(SubmitVerdict.Refused, JobStatus.Of(new Job(other.Name, other.Hash, priority, 2) { State = JobState.Failed, Message = "'run' runs one sweep; a node takes others" })));

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<JobStatus>>([_status]);

    /// <inheritdoc/>
    public Task<JobStatus?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(name == definition.Name ? _status : null);

    /// <inheritdoc/>
    public Task<JobStatus?> CancelAsync(string name, CancellationToken cancellation) => FindAsync(name, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<NodeStatus>>([new NodeStatus("this machine", ["run"], workers, Release.Version, true, true)]);
}
