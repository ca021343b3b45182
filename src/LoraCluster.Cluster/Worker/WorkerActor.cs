using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Worker;

/// <summary>One solver's mouth and ears: asks for blocks, feeds them to its <see cref="SolverThread"/> in order, passes answers on.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "PostStop disposes the solver")]
public sealed class WorkerActor : ReceiveActor, IWithTimers
{
    /// <summary>Blocks a worker holds: what its thread has, and as many again on the way.</summary>
    public const int Window = 2 * SolverThread.Capacity;

    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    private readonly WorkerId _id;
    private readonly SweepDefinition _definition;
    private readonly IActorRef _coordinator;
    private readonly TimeProvider _clock;
    private readonly LinkedList<SolverTask> _waiting = [];
    private SolverThread? _solver;
    private int _solving;

    /// <summary>A worker for one sweep; <paramref name="clock"/> measures how long blocks take.</summary>
    public WorkerActor(WorkerId id, SweepDefinition definition, IActorRef coordinator, TimeProvider clock)
    {
        (_id, _definition, _coordinator, _clock) = (id, definition, coordinator, clock);
        Receive<Ask>(_ => AskForWork());
        Receive<WorkProtocol.BlockLeased>(Take);
        Receive<WorkProtocol.BlockWithdrawn>(Withdraw);
        Receive<SolverAnswer>(PassOn);
    }

    /// <summary>Set by Akka.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Starts the solver and asks.</summary>
    protected override void PreStart()
    {
        var self = Self;
        _solver = new SolverThread(_definition, $"solver {_id}", _clock, answer => self.Tell(answer));
        Timers.StartPeriodicTimer("ask", Ask.Instance, AskInterval);
        AskForWork();
    }

    /// <summary>Ends the solver's thread; what it was solving is lost, its lease returns to the coordinator.</summary>
    protected override void PostStop() => _solver?.Dispose();

    private void AskForWork() => _coordinator.Tell(new WorkProtocol.RequestWork(_id, Window, _waiting.Count + _solving), Self);

    private void Take(WorkProtocol.BlockLeased leased)
    {
        _waiting.AddLast(new SolverTask(leased.Lease, leased.Block, leased.Aggregator));
        Feed();
    }

    private void Withdraw(WorkProtocol.BlockWithdrawn withdrawn)
    {
        if (_waiting.FirstOrDefault(t => t.Lease == withdrawn.Lease) is { } task)
        {
            _waiting.Remove(task);
        }
    }

    private void PassOn(SolverAnswer answer)
    {
        _solving--;
        Feed();
        if (answer.Losses is { } losses)
        {
            answer.Task.Aggregator.Tell(new WorkProtocol.BlockSolved(_id, answer.Task.Lease, answer.Task.Block, losses, answer.Seconds));
        }
        else
        {
            _coordinator.Tell(new WorkProtocol.BlockCrashed(_id, answer.Task.Lease, answer.Failure));
        }
    }

    private void Feed()
    {
        while (_solving < SolverThread.Capacity && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            _solving++;
            _solver!.Add(first.Value);
        }
    }

    private sealed class Ask : INoSerializationVerificationNeeded
    {
        public static Ask Instance { get; } = new();
    }
}
