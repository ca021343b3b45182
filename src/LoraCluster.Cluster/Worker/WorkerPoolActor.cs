using Akka.Actor;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Worker;

/// <summary>Keeps a fixed number of workers alive. One that dies is replaced under a new name, so that its leases are not mistaken for its successor's.</summary>
public sealed class WorkerPoolActor : ReceiveActor
{
    private readonly Func<WorkerId, Props> _workerProps;
    private readonly string _node;
    private int _lives;

    /// <summary>A pool of <paramref name="workers"/> workers of the node named.</summary>
    public WorkerPoolActor(string node, int workers, SweepDefinition definition, IActorRef coordinator, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _node = node;
        _workerProps = id => Props.Create(() => new WorkerActor(id, definition, coordinator, clock));
        Receive<Terminated>(_ => StartWorker());
        for (int i = 0; i < workers; i++)
        {
            StartWorker();
        }
    }

    /// <summary>A worker that throws has lost its state; it is stopped and replaced.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void StartWorker()
    {
        string name = $"worker-{_lives++}";
        Context.Watch(Context.ActorOf(_workerProps(new WorkerId($"{_node}/{name}")), name));
    }
}
