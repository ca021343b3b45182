using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Local;

/// <summary>
/// A cluster of one process: the actors that a cluster of many uses, in one actor system without a network. The actor system starts in the background as soon as the
/// cluster is made, since that takes as long as a small sweep.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    private readonly Task<ActorSystem> _system = Task.Run(() => ActorSystem.Create("lora-cluster", ActorSettings.Local));
    private bool _hasRun;

    /// <summary>
    /// Runs a sweep to its end. Cancelling stops it: nothing more is handed out, parts that become whole within 8 s are
    /// committed, the outcome says how many there are. One sweep for each cluster. Throws <see cref="ArgumentOutOfRangeException"/> for fewer than one worker or
    /// aggregator.
    /// </summary>
    public async Task<SweepOutcome> RunAsync(
        SweepRun run,
        IProgress<SweepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Workers, 1, nameof(run));
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Aggregators, 1, nameof(run));
        _hasRun = true;
        var actors = SweepActors.Start(await _system.ConfigureAwait(false), run, progress);
        using var stopping = cancellation.Register(() => actors.Coordinator.Tell(ProgressProtocol.StopSweep.Instance));
        return await actors.Ended.ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the actors, and waits for it where a sweep has run. A commit on a dead network disk may never return: its thread is a background thread, and is left alone after
    /// two seconds.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var farewell = Farewell();
        if (_hasRun)
        {
            await Task.WhenAny(farewell, Task.Delay(FarewellMax)).ConfigureAwait(false);
        }
    }

    private async Task Farewell()
    {
        var system = await _system.ConfigureAwait(false);
        await system.Terminate().ConfigureAwait(false);
    }
}
