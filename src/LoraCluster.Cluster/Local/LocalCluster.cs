using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Local;

/// <summary>A cluster of one process: the actors that a cluster of many uses, in one actor system without a network.</summary>
public static class LocalCluster
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs a sweep to its end. Cancelling stops it: nothing more is handed out, parts that become whole within 8 s are
    /// committed, the outcome says how many there are. Throws <see cref="ArgumentOutOfRangeException"/> for fewer than one worker or aggregator.
    /// </summary>
    public static async Task<SweepOutcome> RunAsync(
        SweepRun run,
        IProgress<SweepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Workers, 1, nameof(run));
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Aggregators, 1, nameof(run));
        var system = ActorSystem.Create("lora-cluster", ActorSettings.Local);
        try
        {
            var actors = SweepActors.Start(system, run, progress);
            using var stopping = cancellation.Register(() => actors.Coordinator.Tell(ProgressProtocol.StopSweep.Instance));
            return await actors.Ended.ConfigureAwait(false);
        }
        finally
        {
            await FarewellTo(system).ConfigureAwait(false);
        }
    }

    // A commit on a dead network disk may never return; its thread is a background thread and must not keep the caller.
    private static async Task FarewellTo(ActorSystem system) =>
        await Task.WhenAny(system.Terminate(), Task.Delay(FarewellMax)).ConfigureAwait(false);
}
