using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Worker;

/// <summary>
/// Keeps a number of workers alive for one sweep. One that dies is replaced under a new name, so that its leases are not mistaken for its successor's; the coordinator is
/// told of every end, since it cannot watch actors of other nodes.
/// </summary>
public sealed class WorkerPoolActor : ReceiveActor, IWithTimers
{
    private readonly Dictionary<IActorRef, WorkerId> _workers = [];
    private readonly HashSet<IActorRef> _retiring = [];
    private readonly Func<WorkerId, IActorRef, Props> _workerProps;
    private readonly string _node;
    private IActorRef _coordinator;
    private int _size;
    private int _lives;

    /// <summary>A pool of <paramref name="workers"/> workers of the node named; <paramref name="isFar"/> says that the coordinator may be away for a while;
    /// <paramref name="processors"/>, shared by a node's pools, has as many places as blocks may be solved at a time.</summary>
    public WorkerPoolActor(string node, int workers, SweepDefinition definition, IActorRef coordinator, TimeProvider clock, bool isFar = false, SemaphoreSlim? processors = null)
    {
        _node = node;
        _coordinator = coordinator;
        _workerProps = (id, told) => Props.Create(() => new WorkerActor(id, definition, told, clock, isFar, processors));
        Receive<Terminated>(m => OnTerminated(m.ActorRef));
        Receive<Resize>(m => Fill(m.Workers));
        Receive<CoordinatorIs>(m =>
        {
            _coordinator = m.Coordinator;
            foreach (var worker in _workers.Keys)
            {
                worker.Forward(m);
            }
        });
        Receive<Leave>(m =>
        {
            Timers.StartSingleTimer("patience", PoisonPill.Instance, m.Patience);
            Fill(0);
            StopWhenEmpty();
        });
        Fill(workers);
    }

    /// <summary>Set by Akka.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A worker that throws has lost its state; it is stopped and replaced.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>Workers that are still at something end with the pool, and nobody is to blame.</summary>
    protected override void PostStop()
    {
        foreach (var id in _workers.Values)
        {
            TellEnd(id, false);
        }
    }

    private void Fill(int size)
    {
        _size = size;
        // One that retires has a thread, too, until it has finished its block.
        while (_workers.Count < size)
        {
            string name = $"worker-{_lives++}";
            var id = new WorkerId($"{_node}/{name}");
            _workers.Add(Context.Watch(Context.ActorOf(_workerProps(id, _coordinator), name)), id);
        }

        foreach (var worker in _workers.Keys.Except(_retiring).Skip(size).ToList())
        {
            _retiring.Add(worker);
            worker.Tell(WorkerActor.Retire.Instance);
        }
    }

    private void OnTerminated(IActorRef worker)
    {
        if (_workers.Remove(worker, out var id))
        {
            TellEnd(id, !_retiring.Remove(worker));
            Fill(_size);
            StopWhenEmpty();
        }
    }

    private void StopWhenEmpty()
    {
        if (_workers.Count == 0 && Timers.IsTimerActive("patience"))
        {
            Context.Stop(Self);
        }
    }

    private void TellEnd(WorkerId id, bool hasFailed) => _coordinator.Tell(new WorkProtocol.WorkerEnded(id, hasFailed));

    /// <summary>Node to pool: be this many.</summary>
    /// <param name="Workers">Solver threads, 0 or more.</param>
    internal sealed record Resize(int Workers) : INoSerializationVerificationNeeded;

    /// <summary>Node to pool: finish and end, within <paramref name="Patience"/>.</summary>
    /// <param name="Patience">How long running blocks may take.</param>
    internal sealed record Leave(TimeSpan Patience) : INoSerializationVerificationNeeded;
}
