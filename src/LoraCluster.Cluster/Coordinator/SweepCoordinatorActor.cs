using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>The only actor that decides, and it does so through <see cref="SweepLedger"/>: messages in, events; effects out, messages.</summary>
public sealed class SweepCoordinatorActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private readonly SweepLedger _ledger;
    private readonly IActorRef _observer;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Dictionary<WorkerId, IActorRef> _workers = [];
    private readonly AggregatorRoutes _routes = new();
    private readonly LeaseOutbox _leases = new();
    private bool _hasChanged;

    /// <summary>A coordinator that reports to <paramref name="observer"/> and waits for aggregators to be introduced.</summary>
    public SweepCoordinatorActor(SweepLedger ledger, IActorRef observer, TimeProvider clock)
    {
        (_ledger, _observer, _clock, _start) = (ledger, observer, clock, clock.GetTimestamp());
        Receive<StoreProtocol.AggregatorReady>(OnAggregatorReady);
        Receive<Terminated>(OnTerminated);
        Receive<WorkProtocol.RequestWork>(OnRequestWork);
        Receive<WorkProtocol.BlockCrashed>(m => Apply(new LedgerEvent.BlockCrashed(m.Worker, m.Lease, m.Message)));
        Receive<StoreProtocol.BlocksMerged>(OnBlocksMerged);
        Receive<StoreProtocol.PartLost>(m => Apply(new LedgerEvent.PartLost(m.Part, m.Attempt)));
        Receive<StoreProtocol.PartStored>(m => Apply(new LedgerEvent.PartStored(m.Part, m.Cells, m.CellsReused)));
        Receive<StoreProtocol.PartStoreFailed>(m => Apply(new LedgerEvent.PartStoreFailed(m.Part, m.Try, m.Kind, m.Message)));
        Receive<StoreProtocol.SweepBroken>(m => Apply(new LedgerEvent.Broken(m.Kind, m.Message)));
        Receive<ProgressProtocol.StopSweep>(_ => Apply(new LedgerEvent.StopAsked()));
        Receive<Tick>(_ => OnTick());
    }

    /// <summary>Set by Akka.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Starts the ticking.</summary>
    protected override void PreStart() => Timers.StartPeriodicTimer("tick", Tick.Instance, TimeSpan.Zero, TickInterval);

    private void OnAggregatorReady(StoreProtocol.AggregatorReady ready)
    {
        _routes.Add(ready.Aggregator);
        Context.Watch(ready.Aggregator);
    }

    private void OnRequestWork(WorkProtocol.RequestWork request)
    {
        if (_workers.TryAdd(request.Worker, Sender))
        {
            Context.Watch(Sender);
        }

        Apply(new LedgerEvent.WorkerAsked(request.Worker, request.Window, request.Held));
    }

    private void OnTerminated(Terminated gone)
    {
        foreach (var worker in _workers.Where(w => w.Value.Equals(gone.ActorRef)).Select(w => w.Key).ToList())
        {
            _workers.Remove(worker);
            Apply(new LedgerEvent.WorkerLost(worker));
        }

        foreach (int part in _routes.Remove(gone.ActorRef))
        {
            Apply(_routes.IsEmpty
                ? new LedgerEvent.Broken(SweepFailure.Internal, "the last aggregator is gone")
                : new LedgerEvent.PartLost(part, int.MaxValue));
        }
    }

    private void OnBlocksMerged(StoreProtocol.BlocksMerged merged)
    {
        double now = Now.TotalSeconds;
        var fresh = new List<BlockTelemetry>(merged.Blocks.Count);
        foreach (var (loan, step, seconds) in merged.Blocks)
        {
            if (!step.WasKnown)
            {
                var block = loan.Block;
                fresh.Add(new BlockTelemetry(
                    merged.Worker.Name, block.Part, block.Number, loan.Attempt,
                    block.FirstPosition, block.PositionCount, block.FirstTrial, block.TrialCount, now, seconds));
            }
        }

        if (fresh.Count > 0)
        {
            _observer.Tell(new ProgressProtocol.BlocksDone(fresh));
        }

        foreach (var (loan, step, _) in merged.Blocks)
        {
            Collect(new LedgerEvent.BlockMerged(loan.Lease, step));
        }

        _leases.Send();
    }

    private void OnTick()
    {
        Apply(new LedgerEvent.Ticked());
        if (_hasChanged)
        {
            _hasChanged = false;
            _observer.Tell(new ProgressProtocol.SweepAdvanced(_ledger.Progress(Now)));
        }
    }

    private void Apply(LedgerEvent happened)
    {
        Collect(happened);
        _leases.Send();
    }

    private void Collect(LedgerEvent happened)
    {
        _hasChanged |= happened is not LedgerEvent.Ticked;
        foreach (var effect in _ledger.Handle(happened, Now))
        {
            Perform(effect);
        }
    }

    private void Perform(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.LeaseBlock e:
                _leases.Add(WorkerOf(e.Worker), _routes.Of(e.Lease.Part), new Loan(e.Block, e.Lease.Attempt));
                break;
            case LedgerEffect.WithdrawBlock e:
                WorkerOf(e.Worker).Tell(new WorkProtocol.BlockWithdrawn(e.Lease));
                break;
            case LedgerEffect.OpenPart e:
                _routes.Open(e.Part.Number).Tell(new StoreProtocol.OpenPart(e.Part, e.FirstAttempt, e.OldestOpen));
                break;
            case LedgerEffect.StorePart e:
                _routes.Of(e.Part.Number).Tell(new StoreProtocol.StorePart(e.Part.Number, e.FirstAttempt, e.Try));
                break;
            case LedgerEffect.ReleasePart e:
                _routes.Release(e.Part).Tell(new StoreProtocol.ReleasePart(e.Part));
                break;
            case LedgerEffect.SweepEnded e:
                _observer.Tell(new ProgressProtocol.SweepAdvanced(_ledger.Progress(Now)));
                _observer.Tell(new ProgressProtocol.SweepEnded(e.Outcome));
                break;
        }
    }

    private IActorRef WorkerOf(WorkerId id) => _workers.GetValueOrDefault(id, ActorRefs.Nobody);

    internal sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
