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
    private static readonly TimeSpan NearAskInterval = TimeSpan.FromSeconds(1);

    // Whoever holds a minute of work need not ask every second, and a cluster has thousands who ask.
    private static readonly TimeSpan FarAskInterval = TimeSpan.FromSeconds(5);

    private readonly WorkerId _id;
    private readonly SweepDefinition _definition;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim? _processors;
    private readonly WorkerWindow _window;
    private readonly TimeSpan _askInterval;
    private IActorRef _coordinator;
    private SolverThread? _solver;

    /// <summary>A worker for one sweep; <paramref name="clock"/> measures how long blocks take, <paramref name="isFar"/> says that the coordinator may be away for a while.</summary>
    public WorkerActor(WorkerId id, SweepDefinition definition, IActorRef coordinator, TimeProvider clock, bool isFar, SemaphoreSlim? processors = null)
    {
        (_id, _definition, _coordinator, _clock, _processors) = (id, definition, coordinator, clock, processors);
        (_window, _askInterval) = isFar ? (WorkerWindow.Far(), FarAskInterval) : (WorkerWindow.Near(), NearAskInterval);
        Receive<Ask>(_ => AskForWork());
        Receive<WorkProtocol.BlocksLeased>(m => _solver!.Queue.Add(m.Loans.Select(loan => new SolverTask(loan, m.Aggregator))));
        Receive<WorkProtocol.BlockWithdrawn>(m => _solver!.Queue.Remove(m.Lease));
        Receive<WorkProtocol.TellHeld>(_ => TellHeld());
        Receive<CoordinatorIs>(m => TurnTo(m.Coordinator));
        Receive<Retire>(_ => Become(Retiring));
        Receive<Answered>(_ => PassOn(_solver!.Queue.TakeAnswers()));
    }

    /// <summary>Set by Akka.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Starts the solver and asks.</summary>
    protected override void PreStart()
    {
        var self = Self;
        _solver = new SolverThread(_definition, $"solver {_id}", _clock, _processors, () => self.Tell(Answered.Instance));
        Timers.StartPeriodicTimer("ask", Ask.Instance, _askInterval);
        AskForWork();
    }

    /// <summary>Ends the solver's thread; what it was solving is lost, its lease returns to the coordinator.</summary>
    protected override void PostStop() => _solver?.Dispose();

    private void AskForWork() => _coordinator.Tell(new WorkProtocol.RequestWork(_id, _window.Size, _solver!.Queue.Held), Self);

    private void TurnTo(IActorRef coordinator)
    {
        if (!coordinator.Equals(_coordinator))
        {
            _coordinator = coordinator;
            AskForWork();
        }
    }

    private void TellHeld()
    {
        foreach (var leases in _solver!.Queue.Leases.Chunk(Frame.BlocksMax))
        {
            _coordinator.Tell(new WorkProtocol.LeasesHeld(_id, leases));
        }
    }

    // What has not begun goes back at once; what runs is finished and told, unless the pool loses patience first.
    private void Retiring()
    {
        Receive<Answered>(_ =>
        {
            PassOn(_solver!.Queue.TakeAnswers());
            StopWhenIdle();
        });
        ReceiveAny(_ => { });
        Timers.CancelAll();
        _solver!.Queue.Clear();
        StopWhenIdle();
    }

    private void StopWhenIdle()
    {
        if (_solver!.Queue.Held == 0)
        {
            Context.Stop(Self);
        }
    }

    private void PassOn(IReadOnlyList<SolverAnswer> answers)
    {
        var solved = new SolutionOutbox(_id);
        bool isWindowNew = false;
        foreach (var answer in answers)
        {
            if (FailureOf(answer) is { } failure)
            {
                _coordinator.Tell(new WorkProtocol.BlockCrashed(_id, answer.Task.Loan.Lease, failure));
                continue;
            }

            isWindowNew |= _window.Note(answer.Seconds);
            solved.Add(answer.Task.Aggregator, new WorkProtocol.Solution(answer.Task.Loan, answer.Losses!, answer.Seconds));
        }

        solved.Send();
        if (isWindowNew && Timers.IsTimerActive("ask"))
        {
            AskForWork();
        }
    }

    // The smallest block is one trial of one cell; with more outcomes than a frame holds there is no smaller one.
    private static string? FailureOf(SolverAnswer answer) => answer.Losses switch
    {
        null => answer.Failure,
        { Length: > Frame.LossesMax } losses => $"{losses.Length} losses, but a message holds {Frame.LossesMax}",
        _ => null,
    };

    /// <summary>Pool to worker: finish what you are at, and end.</summary>
    internal sealed class Retire : INoSerializationVerificationNeeded
    {
        public static Retire Instance { get; } = new();
    }

    private sealed class Ask : INoSerializationVerificationNeeded
    {
        public static Ask Instance { get; } = new();
    }

    private sealed class Answered : INoSerializationVerificationNeeded
    {
        public static Answered Instance { get; } = new();
    }
}
