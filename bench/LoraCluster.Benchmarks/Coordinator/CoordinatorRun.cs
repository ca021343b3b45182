using System.Diagnostics;
using Akka.Actor;
using LoraCluster.Cluster.Local;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>
/// Coordinator, ledger, aggregator, desk and workers as they are; only the solver returns at once, and the sink drops its parts.
/// </summary>
internal sealed class CoordinatorRun : IDisposable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private readonly long _cells;
    private readonly int _workers;
    private readonly ActorSystem _system;
    private readonly RemoteWorkers? _remote;
    private readonly Task _ended;
    private readonly long _messagesBefore = CountingMailbox.Messages;
    private long _blocks;

    /// <summary>Starts the sweep.</summary>
    public CoordinatorRun(bool isRemote, long cells, int workers)
    {
        (_cells, _workers) = (cells, workers);
        _system = ActorSystem.Create(
            "coordinator", CountingMailbox.Everywhere.WithFallback(isRemote ? RemoteWorkers.Settings : ActorSettings.Local));
        var run = RunOf(cells, workers) with { OnBlock = _ => Interlocked.Increment(ref _blocks) };
        var (coordinator, ended) = SweepActors.StartWithoutWorkers(_system, run);
        _ended = ended;
        if (isRemote)
        {
            Address here = ((ExtendedActorSystem)_system).Provider.DefaultAddress;
            _remote = RemoteWorkers.Start(coordinator.Path.ToStringWithAddress(here), cells, workers);
        }
        else
        {
            SweepActors.StartWorkers(_system, "local", run, coordinator);
        }
    }

    /// <summary>The sweep, for so many workers.</summary>
    public static SweepRun RunOf(long cells, int workers) =>
        new() { Definition = NoWork.Sweep(cells), Sink = new DroppingSink(), Workers = workers };

    /// <summary>Waits until blocks flow, warms up, then watches for <paramref name="seconds"/>. Of a sweep that is over before, all is counted.</summary>
    public CoordinatorRow Watch(double seconds)
    {
        SpinWait.SpinUntil(() => Interlocked.Read(ref _blocks) > 0 || _ended.IsCompleted || _remote is { HasExited: true });
        if (_remote is { HasExited: true })
        {
            throw new InvalidOperationException("the process with the workers ended too early");
        }

        var start = new Mark(Stopwatch.GetTimestamp(), 0, 0, Cpu);
        if (!_ended.Wait(WarmUp))
        {
            start = new Mark(Stopwatch.GetTimestamp(), Interlocked.Read(ref _blocks), CountingMailbox.Messages - _messagesBefore, Cpu);
        }

        double resident = Resident, most = resident;
        while (Stopwatch.GetElapsedTime(start.Time).TotalSeconds < seconds && !_ended.Wait(Glance))
        {
            most = Math.Max(most, Resident);
        }

        double elapsed = Stopwatch.GetElapsedTime(start.Time).TotalSeconds;
        long blocks = Interlocked.Read(ref _blocks) - start.Blocks;
        long messages = CountingMailbox.Messages - _messagesBefore - start.Messages;
        return new CoordinatorRow(
            _remote is null ? "in process" : "over loopback", _workers, _cells, blocks, elapsed,
            blocks / elapsed, messages / elapsed, (Cpu - start.Cpu).TotalSeconds / elapsed, resident, most);
    }

    public void Dispose()
    {
        _remote?.Dispose();
        _system.Terminate().Wait();
        _system.Dispose();
    }

    private static double Resident => Environment.WorkingSet / 1e6;

    private TimeSpan Cpu => Environment.CpuUsage.TotalTime + (_remote?.Cpu ?? TimeSpan.Zero);

    private readonly record struct Mark(long Time, long Blocks, long Messages, TimeSpan Cpu);
}
