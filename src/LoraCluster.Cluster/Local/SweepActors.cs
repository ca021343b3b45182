using Akka.Actor;
using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Local;

/// <summary>Puts a sweep's actors together in one system.</summary>
internal sealed record SweepActors(IActorRef Coordinator, IActorRef Workers, Task<SweepOutcome> Ended)
{
    public const string NodeName = "local";

    /// <summary>Starts everything. <paramref name="before"/> may put another actor in front of each aggregator.</summary>
    public static SweepActors Start(
        ActorSystem system,
        SweepRun run,
        IProgress<SweepProgress>? progress,
        Func<IActorRef, IActorRef>? before = null)
    {
        var (coordinator, ended) = StartWithoutWorkers(system, run, progress, before);
        return new SweepActors(coordinator, StartWorkers(system, NodeName, run, coordinator), ended);
    }

    /// <summary>Starts coordinator and aggregators; workers may join them from anywhere.</summary>
    public static (IActorRef Coordinator, Task<SweepOutcome> Ended) StartWithoutWorkers(
        ActorSystem system,
        SweepRun run,
        IProgress<SweepProgress>? progress = null,
        Func<IActorRef, IActorRef>? before = null)
    {
        var ended = new TaskCompletionSource<SweepOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var observer = system.ActorOf(Props.Create(() => new SweepObserverActor(progress, run.OnBlock, ended)), "observer");
        var prior = run.Prior is { } known ? new SynchronizedPrior(known) : null;
        var ledger = LedgerOf(run, prior);
        var coordinator = system.ActorOf(Props.Create(() => new SweepCoordinatorActor(ledger, observer, run.Clock)), "coordinator");
        observer.Tell(new SweepObserverActor.Watch(coordinator));
        for (int i = 0; i < run.Aggregators; i++)
        {
            var desk = new PartDesk(run.Definition, prior, run.Sink);
            var props = Props.Create(() => new PartAggregatorActor(desk, coordinator)).WithDispatcher(ActorSettings.AggregatorDispatcher);
            var aggregator = system.ActorOf(props, $"aggregator-{i}");
            coordinator.Tell(new StoreProtocol.AggregatorReady(before?.Invoke(aggregator) ?? aggregator));
        }

        return (coordinator, ended.Task);
    }

    /// <summary>Starts this node's workers for a coordinator here or elsewhere.</summary>
    public static IActorRef StartWorkers(ActorSystem system, string node, SweepRun run, IActorRef coordinator) => system.ActorOf(
        Props.Create(() => new WorkerPoolActor(node, run.Workers, run.Definition, coordinator, run.Clock)), "workers");

    private static SweepLedger LedgerOf(SweepRun run, IPriorResults? prior)
    {
        var sample = PlanSample.Of(run.Definition);
        var plan = new PartPlan(run.Definition, sample);
        var options = LedgerOptions.For(run.Definition, sample, plan) with { DiskWait = run.DiskWait };
        return new SweepLedger(plan, new BlockPlan(run.Definition, prior, run.Speed).Blocks, run.CompletedParts, options);
    }
}
