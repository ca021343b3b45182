using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>Passes a sweep's news to callbacks outside the actor system, so that a slow listener cannot hold up the coordinator.</summary>
public sealed class SweepObserverActor : ReceiveActor
{
    /// <summary>Completes <paramref name="ended"/> with the sweep's outcome, or with a failure should the coordinator die.</summary>
    public SweepObserverActor(IProgress<SweepProgress>? progress, Action<BlockTelemetry>? onBlock, TaskCompletionSource<SweepOutcome> ended)
    {
        var latest = new SweepProgress { CellsDone = 0, CellsReused = 0, Elapsed = default, PartsCommitted = 0, PartsResumed = 0, PartsTotal = 0, TrialsDone = 0 };
        Receive<Watch>(m => Context.Watch(m.Coordinator));
        Receive<ProgressProtocol.SweepAdvanced>(m => progress?.Report(latest = m.Progress));
        Receive<ProgressProtocol.BlockDone>(m => onBlock?.Invoke(m.Telemetry));
        Receive<ProgressProtocol.SweepEnded>(m => ended.TrySetResult(m.Outcome));
        Receive<Terminated>(_ => ended.TrySetResult(new SweepOutcome.Failed(
            latest.PartsCommitted, latest.PartsTotal, SweepFailure.Internal, "the coordinator died", [])));
    }

    /// <summary>The node to the observer: the coordinator to listen to.</summary>
    /// <param name="Coordinator">The coordinator.</param>
    public sealed record Watch(IActorRef Coordinator);
}
