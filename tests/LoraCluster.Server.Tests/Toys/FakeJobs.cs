using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>Submitted sweeps in memory, which change when a test says so.</summary>
public sealed class FakeJobs : IJobService
{
    private readonly Lock _gate = new();
    private readonly JobBook _book = new([]);
    private readonly Dictionary<string, JobStatus> _progress = [];
    private int _questions;

    /// <summary>True while no coordinator answers.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>What the data directory would say to a submission.</summary>
    public (int ExitCode, string Message)? Refusal { get; set; }

    /// <summary>A fault of the service itself.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often anything was asked.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public IReadOnlyList<NodeStatus> Nodes { get; set; } = [new("10.0.0.1:19090", ["aggregator", "coordinator", "worker"], 8, "0.1.0", true, true)];

    public Task<Submitted> SubmitAsync(SweepDefinition definition, int priority, CancellationToken cancellation) => Answer(() =>
    {
        if (Refusal is { } refusal)
        {
            var job = new Job(definition.Name, definition.Hash, priority, 1) { State = JobState.Failed, ExitCode = refusal.ExitCode, Message = refusal.Message };
            return new Submitted(SubmitVerdict.Refused, JobStatus.Of(job));
        }

        (SubmitVerdict verdict, Job entered) = _book.Submit(definition.Name, definition.Hash, priority);
        if (verdict == SubmitVerdict.Accepted)
        {
            _progress.Remove(definition.Name);
        }

        return new Submitted(verdict, StatusOf(entered));
    });

    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellation) =>
        Answer<IReadOnlyList<JobStatus>>(() => [.. _book.All.Select(StatusOf)]);

    public Task<JobStatus?> FindAsync(string name, CancellationToken cancellation) =>
        Answer(() => _book.TryFind(name, out Job? job) ? StatusOf(job) : null);

    public Task<JobStatus?> CancelAsync(string name, CancellationToken cancellation) => Answer(() =>
        !_book.TryFind(name, out Job? job) ? null : StatusOf(job.IsLive ? _book.Put(job with { State = JobState.Cancelled, ExitCode = 75 }) : job));

    public Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellation) => Answer(() => Nodes);

    /// <summary>Changes where a sweep stands.</summary>
    public void Change(string name, Func<JobStatus, JobStatus> change)
    {
        lock (_gate)
        {
            Assert.True(_book.TryFind(name, out Job? job));
            JobStatus changed = change(StatusOf(job));
            _book.Put(changed.ToJob());
            _progress[name] = changed;
        }
    }

    private JobStatus StatusOf(Job job)
    {
        JobStatus progress = _progress.GetValueOrDefault(job.Name, JobStatus.Of(job));
        return progress with { State = job.State, ExitCode = job.ExitCode, Priority = job.Priority };
    }

    private Task<T> Answer<T>(Func<T> answer)
    {
        Interlocked.Increment(ref _questions);
        lock (_gate)
        {
            return Fault is { } fault ? throw fault
                : IsUnavailable ? throw new JobServiceUnavailableException("no coordinator answers")
                : Task.FromResult(answer());
        }
    }
}
