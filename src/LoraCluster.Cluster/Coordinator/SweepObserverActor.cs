using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>Passes a sweep's news to callbacks outside the actor system, so that a slow listener cannot hold up the coordinator.</summary>
public sealed class SweepObserverActor : ReceiveActor
{
    private readonly TaskCompletionSource<SweepOutcome> _ended;
    private SweepProgress _latest = new() { CellsDone = 0, CellsReused = 0, Elapsed = default, PartsCommitted = 0, PartsResumed = 0, PartsTotal = 0, TrialsDone = 0 };

    /// <summary>Completes <paramref name="ended"/> with the sweep's outcome, or with a failure should the coordinator die or a callback throw.</summary>
    public SweepObserverActor(IProgress<SweepProgress>? progress, Action<BlockTelemetry>? onBlock, TaskCompletionSource<SweepOutcome> ended)
    {
        _ended = ended;
        Receive<Watch>(m => Context.Watch(m.Coordinator));
        Receive<ProgressProtocol.SweepAdvanced>(m => progress?.Report(_latest = m.Progress));
        Receive<ProgressProtocol.BlocksDone>(m =>
        {
            foreach (var block in m.Blocks)
            {
                onBlock?.Invoke(block);
            }
        });
        Receive<ProgressProtocol.SweepEnded>(m => ended.TrySetResult(m.Outcome));
        Receive<Terminated>(_ => Fail("the coordinator died"));
    }

    /// <summary>Nobody waits for an observer that is gone.</summary>
    protected override void PostStop() => Fail("a listener to the sweep's progress failed");

    private void Fail(string message) => _ended.TrySetResult(new SweepOutcome.Failed(
        _latest.PartsCommitted, _latest.PartsTotal, SweepFailure.Internal, message, []));

    /// <summary>The node to the observer: the coordinator to listen to.</summary>
    /// <param name="Coordinator">The coordinator.</param>
    public sealed record Watch(IActorRef Coordinator) : INoSerializationVerificationNeeded;
}
