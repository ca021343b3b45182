using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>
/// Decides everything about a running sweep: an event in, effects out. It has no clock, no threads and no IO, and its
/// memory follows the open parts and the live leases, not the cells. Whatever is lost, doubled or late, a part is
/// settled once: stored, or given up. Not thread-safe.
/// </summary>
public sealed partial class SweepLedger
{
    private readonly LedgerOptions _options;
    private readonly PartWindow _window;
    private readonly LeaseBook _leases;
    private readonly LedgerTally _tally;
    private readonly Inheritance _inherited = new();
    private readonly StandstillWatch _standstill = new();
    private List<LedgerEffect> _effects = [];
    private TimeSpan _now;
    private TimeSpan? _stopBy;
    private bool _hasEnded;
    private bool _hasDropped;
    private bool _hasHeard;
    private TimeSpan? _noAggregatorSince;
    private TimeSpan _nothingElseSince;

    /// <summary>
    /// Begins the books of a sweep. <paramref name="blocks"/> enumerates the blocks of a part, the same every time it
    /// is asked; parts in <paramref name="completedParts"/> are on disk already.
    /// </summary>
    public SweepLedger(
        PartPlan plan,
        Func<PartRange, IEnumerable<Block>> blocks,
        IReadOnlySet<int>? completedParts = null,
        LedgerOptions? options = null)
    {
        _options = options ?? new LedgerOptions();
        _window = new PartWindow(plan, blocks, completedParts ?? new HashSet<int>(), _options.CellsMaySettle);
        _leases = new LeaseBook(_options);
        _tally = new LedgerTally(_window.PartsTotal, _window.PartsCompletedBefore);
    }

    /// <summary>
    /// Takes one event and says what must be done about it, in order. <paramref name="now"/> is a monotonic clock's
    /// reading since the start; a reading that goes back counts as no time passed.
    /// </summary>
    public IReadOnlyList<LedgerEffect> Handle(LedgerEvent happened, TimeSpan now)
    {
        _effects = [];
        if (_hasEnded)
        {
            return _effects;
        }

        _now = now > _now ? now : _now;
        _hasHeard |= _now >= _options.GatherFor;
        try
        {
            Apply(happened);
            GoOn(happened);
        }
        catch (InvalidCellException invalid)
        {
            // Blocks are enumerated as they are needed, and with them the cells.
            End(_tally.Failed(SweepFailure.InvalidCell, invalid.Message));
        }

        return _effects;
    }

    /// <summary>The numbers so far; <paramref name="elapsed"/> is copied into them.</summary>
    public SweepProgress Progress(TimeSpan elapsed) =>
        _tally.Progress(_window.PartsCompletedBefore, _window.Open, elapsed, PausedBecause);

    /// <summary>How many blocks each worker holds.</summary>
    public IEnumerable<(WorkerId Worker, int Blocks)> BlocksHeld() => _leases.Held;

    // At the beginning, and while one moves, it is no news that there is none yet.
    private string? PausedBecause => _diskFullSince is not null ? _diskFullMessage
        : _now - _noAggregatorSince > _options.StragglerAfter ? "no aggregator is reachable" : null;

    private void Apply(LedgerEvent happened)
    {
        switch (happened)
        {
            case LedgerEvent.WorkerAsked e: OnWorkerAsked(e); break;
            case LedgerEvent.WorkerLost e: OnWorkerLost(e.Worker); break;
            case LedgerEvent.WorkerLeft e: OnWorkerLeft(e.Worker); break;
            case LedgerEvent.LeaseHeld e: OnLeaseHeld(e.Worker, e.Lease); break;
            case LedgerEvent.PartHeld e: OnPartHeld(e.Part); break;
            case LedgerEvent.AggregatorsKnown e: _noAggregatorSince = e.Any ? null : _noAggregatorSince ?? _now; break;
            case LedgerEvent.BlockCrashed e: OnBlockCrashed(e); break;
            case LedgerEvent.BlockMerged e: OnBlockMerged(e); break;
            case LedgerEvent.PartLost e: OnPartLost(e); break;
            case LedgerEvent.AttemptWasOld e: OnAttemptWasOld(e); break;
            case LedgerEvent.PartStored e: OnPartStored(e); break;
            case LedgerEvent.PartStoreFailed e: OnPartStoreFailed(e); break;
            case LedgerEvent.Broken e: End(_tally.Failed(e.Kind, e.Message)); break;
            case LedgerEvent.StopAsked: _stopBy ??= _now + _options.StopGrace; break;
            case LedgerEvent.Ticked: OnTicked(); break;
            default: throw new ArgumentException($"no rule for {happened.GetType().Name}", nameof(happened));
        }
    }

    private void OnTicked()
    {
        if (_standstill.OnTick(_now) is { } stoodStill)
        {
            _leases.Forgive(stoodStill, _now);
        }

        _leases.Expired(_now).ForEach(Miss);

        RepeatStoreOrders();
        if (_now >= _stopBy)
        {
            End(_tally.Stopped(StopReason.Cancelled, "unfinished blocks were dropped"));
        }

        if (MayLend)
        {
            LendSuspects();
            LendFresh();
            if (MayOpen || _window.MayHaveBlock)
            {
                _nothingElseSince = _now;
            }
            else
            {
                LendTrials();
                Level();
                LendStragglers();
            }
        }
    }

    private void GoOn(LedgerEvent happened)
    {
        if (_stopBy is not null)
        {
            // These take nothing from any part; looking through them for each would be the most of the work.
            if (happened is not (LedgerEvent.BlockMerged or LedgerEvent.WorkerAsked or LedgerEvent.LeaseHeld))
            {
                DropPartsThatCannotBecomeWhole();
            }
        }
        else if (MayLend)
        {
            LendFresh();
        }

        if (!_hasEnded && _window.Open.Count == 0 && (_window.IsAtEnd || _stopBy is not null))
        {
            End(_window.IsAtEnd && !_hasDropped ? _tally.Finished() : _tally.Stopped(StopReason.Cancelled, string.Empty));
        }
    }

    private void DropPartsThatCannotBecomeWhole()
    {
        foreach (var part in _window.Open.Where(p => !p.IsExhausted || p.Pending.Values.Any(b => b.Leases.Count == 0)).ToList())
        {
            Discard(part);
            _hasDropped = true;
        }
    }

    private void End(SweepOutcome outcome)
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            _effects.Add(new LedgerEffect.SweepEnded(outcome));
        }
    }
}
