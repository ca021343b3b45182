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
    private readonly bool _isOfCluster;
    private readonly long _start;
    private readonly Dictionary<WorkerId, IActorRef> _workers = [];
    private readonly AggregatorRoutes _routes = new();
    private readonly LeaseOutbox _leases = new();
    private bool _hasChanged;

    /// <summary>
    /// A coordinator that reports to <paramref name="observer"/> and waits for aggregators to be introduced. One that <paramref name="isOfCluster"/> asks newcomers what they
    /// hold, and waits for another aggregator when it has lost the last.
    /// </summary>
    public SweepCoordinatorActor(SweepLedger ledger, IActorRef observer, TimeProvider clock, bool isOfCluster = false)
    {
        (_ledger, _observer, _clock, _isOfCluster, _start) = (ledger, observer, clock, isOfCluster, clock.GetTimestamp());
        Receive<StoreProtocol.AggregatorReady>(OnAggregatorReady);
        Receive<StoreProtocol.PartHeld>(OnPartHeld);
        Receive<WorkProtocol.LeasesHeld>(OnLeasesHeld);
        Receive<WorkProtocol.WorkerEnded>(OnWorkerEnded);
        Receive<NodeGone>(m => OnGone(actor => m.Has(actor)));
        Receive<Terminated>(m => OnGone(actor => actor.Equals(m.ActorRef)));
        Receive<WorkProtocol.RequestWork>(OnRequestWork);
        Receive<WorkProtocol.BlockCrashed>(m => Apply(new LedgerEvent.BlockCrashed(m.Worker, m.Lease, m.Message)));
        Receive<StoreProtocol.BlocksMerged>(OnBlocksMerged);
        Receive<StoreProtocol.PartLost>(m => Apply(new LedgerEvent.PartLost(m.Part, m.Attempt)));
        Receive<StoreProtocol.AttemptWasOld>(m => Apply(new LedgerEvent.AttemptWasOld(m.Part, m.FirstAttempt)));
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
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, TimeSpan.Zero, TickInterval);
        if (_isOfCluster)
        {
            Apply(new LedgerEvent.AggregatorsKnown(false));
        }
    }

    private void OnAggregatorReady(StoreProtocol.AggregatorReady ready)
    {
        bool wereAllSilent = _routes.AreAllSilent;
        if (_routes.Hear(ready.Aggregator, Now))
        {
            if (wereAllSilent)
            {
                Apply(new LedgerEvent.AggregatorsKnown(true));
            }

            return;
        }

        WatchNear(ready.Aggregator);
        var orphans = _routes.Add(ready.Aggregator, Now);
        if (_isOfCluster)
        {
            ready.Aggregator.Tell(WorkProtocol.TellHeld.Instance);
            Apply(new LedgerEvent.AggregatorsKnown(true));
        }

        Lose(orphans);
    }

    private void OnPartHeld(StoreProtocol.PartHeld held)
    {
        if (_routes.Prefer(held.Part.Number, Sender))
        {
            Apply(new LedgerEvent.PartHeld(held.Part));
        }
    }

    private void OnRequestWork(WorkProtocol.RequestWork request)
    {
        Meet(request.Worker);
        Apply(new LedgerEvent.WorkerAsked(request.Worker, request.Window, request.Held));
    }

    private void OnLeasesHeld(WorkProtocol.LeasesHeld held)
    {
        Meet(held.Worker);
        foreach (var lease in held.Leases)
        {
            Collect(new LedgerEvent.LeaseHeld(held.Worker, lease));
        }

        _leases.Send();
    }

    private void Meet(WorkerId worker)
    {
        if (_workers.TryAdd(worker, Sender))
        {
            WatchNear(Sender);
            if (_isOfCluster)
            {
                Sender.Tell(WorkProtocol.TellHeld.Instance);
            }
        }
    }

    // Actors of other nodes may not be watched in untrusted mode; their nodes are, and say when they end.
    private void WatchNear(IActorRef actor)
    {
        if (actor is IInternalActorRef { IsLocal: true })
        {
            Context.Watch(actor);
        }
    }

    private void OnWorkerEnded(WorkProtocol.WorkerEnded ended)
    {
        _workers.Remove(ended.Worker);
        Apply(ended.HasFailed ? new LedgerEvent.WorkerLost(ended.Worker) : new LedgerEvent.WorkerLeft(ended.Worker));
    }

    private void OnGone(Func<IActorRef, bool> isGone)
    {
        foreach (var worker in _workers.Where(w => isGone(w.Value)).Select(w => w.Key).ToList())
        {
            _workers.Remove(worker);
            Apply(new LedgerEvent.WorkerLost(worker));
        }

        foreach (var aggregator in _routes.All.Where(isGone).ToList())
        {
            Lose(_routes.Remove(aggregator));
        }
    }

    private void Lose(IReadOnlyList<int> parts)
    {
        if (_routes.IsEmpty)
        {
            Apply(_isOfCluster ? new LedgerEvent.AggregatorsKnown(false) : new LedgerEvent.Broken(SweepFailure.Internal, "the last aggregator is gone"));
            return;
        }

        foreach (int part in parts)
        {
            Apply(new LedgerEvent.PartLost(part, int.MaxValue));
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
                fresh.Add(BlockTelemetry.Of(merged.Worker, loan, now, seconds));
            }
        }

        if (fresh.Count > 0)
        {
            _observer.Tell(new ProgressProtocol.BlocksDone(fresh));
        }

        foreach (var (loan, step, seconds) in merged.Blocks)
        {
            Collect(new LedgerEvent.BlockMerged(loan.Lease, step, seconds));
        }

        _leases.Send();
    }

    private void OnTick()
    {
        if (_isOfCluster)
        {
            foreach (var silent in _routes.Silent(Now))
            {
                Lose(_routes.Remove(silent));
            }

            if (_routes.AreAllSilent)
            {
                Apply(new LedgerEvent.AggregatorsKnown(false));
            }
        }

        Apply(new LedgerEvent.Ticked());
        if (_hasChanged)
        {
            _hasChanged = false;
            _observer.Tell(new ProgressProtocol.SweepAdvanced(_ledger.Progress(Now)));
            if (_isOfCluster)
            {
                _observer.Tell(new ProgressProtocol.BlocksHeld(_ledger.BlocksHeld()
                    .GroupBy(held => WorkerOf(held.Worker).Path.Address, held => held.Blocks).ToDictionary(node => node.Key, node => node.Sum())));
            }
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
                if (!_leases.TakeBack(WorkerOf(e.Worker), _routes.Of(e.Lease.Part), e.Lease))
                {
                    WorkerOf(e.Worker).Tell(new WorkProtocol.BlockWithdrawn(e.Lease));
                }

                break;
            case LedgerEffect.AskHeld e:
                WorkerOf(e.Worker).Tell(WorkProtocol.TellHeld.Instance);
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

    /// <summary>Another actor of this node to the coordinator: a node is gone for good, with every actor on it.</summary>
    /// <param name="Node">The node's address.</param>
    internal sealed record NodeGone(Address Node) : INoSerializationVerificationNeeded
    {
        /// <summary>True for an actor of that node.</summary>
        public bool Has(IActorRef actor) => actor.Path.Address.Equals(Node);
    }

    internal sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
