using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>
/// One seed's fate of one sweep: virtual workers and one virtual aggregator around a real ledger, with a network that
/// loses, doubles and reorders, or does not work in one direction, workers that die and pause, and a disk that fails and rots. After a while all faults cease.
/// </summary>
internal sealed class Simulation
{
    private const long HealedAt = 20_000;
    private const int Nodes = 3;
    private const int DelayMax = 50;
    private const string Coordinator = "coordinator";
    private const string Aggregator = "aggregator";

    private readonly ISimulatedStore _store;
    private readonly SweepDefinition _definition;
    private readonly BlockPlan _blocks;
    private readonly PartPlan _plan;
    private SweepLedger _ledger;
    private readonly PriorityQueue<Action, (long Time, long Order)> _network = new();
    private readonly List<SimulatedWorker> _workers = [];
    private readonly SimulatedAggregator _aggregator;
    private readonly int _poison;
    private readonly double _loss;
    private readonly double _pace;
    private readonly int _windowMax;
    private readonly double _doubling;
    private readonly LedgerOptions _options;
    private LedgerInvariants _invariants;
    private readonly IReadOnlySet<int> _onDisk;
    private readonly HashSet<(int, int)> _lent = [];
    private readonly long _stopAt;
    private readonly long _dieAt;
    private (string From, string To, long Until) _cut = (string.Empty, string.Empty, 0);
    private long _succeedAt;
    private long _ledgerStart;
    private long _movedAt;
    private (long, int) _moved;
    private SplitMix _dice;
    private long _order;
    private readonly string? _sick;
    private readonly bool _diesOfPoisonOnly;
    private long _names;
    private long _clock;

    public Simulation(SweepDefinition definition, ulong seed, ISimulatedStore store, IReadOnlySet<int> onDisk)
    {
        _store = store;
        _onDisk = onDisk;
        _dice = new SplitMix(seed);
        _definition = definition;
        _plan = new PartPlan(definition);
        _blocks = new BlockPlan(definition);
        _loss = _dice.Unit() * 0.3;
        _stopAt = _dice.Chance(0.2) ? _dice.Below(20_000) : long.MaxValue;
        _dieAt = _dice.Chance(0.2) ? _dice.Below(20_000) : long.MaxValue;
        _poison = _dice.Chance(0.2) ? _dice.Below((int)definition.Grid.PositionCount) : -1;
        _succeedAt = _dice.Chance(0.4) ? _dice.Below(20_000) : long.MaxValue;
        // Seconds that blocks are said to take: the ledger predicts from it, whatever the clock here says.
        _pace = _dice.Chance(0.5) ? 0 : _dice.Unit() * 2;
        _windowMax = _dice.Chance(0.7) ? 6 : 40;
        _options = new LedgerOptions { OpenPartsMax = 1 + _dice.Below(5), DiskWait = TimeSpan.FromHours(10), StoreFailuresMax = 1000, LeasesPerTurn = 1 + _dice.Below(9), RefillAt = 1 + _dice.Below(9), CellsMaySettle = definition.Precision is not null, OpenPartsPerWorker = 1 + _dice.Below(5), CrashRest = TimeSpan.FromMilliseconds(_dice.Below(2) * 2000) };
        _diesOfPoisonOnly = _dice.Chance(0.3);
        // A copy of what a worker said before it died makes the ledger take it for alive, and blame what it was lent since.
        _doubling = _diesOfPoisonOnly ? 0 : _dice.Unit() * 0.5;
        _sick = !_diesOfPoisonOnly && _dice.Chance(0.2) ? "n0" : null;
        (_ledger, _invariants) = NewLedger(onDisk, _options);
        _aggregator = new SimulatedAggregator(definition, store, e => Tell(Aggregator, e));
        for (int i = 1 + _dice.Below(5); i > 0; i--)
        {
            _workers.Add(NewWorker(FormattableString.Invariant($"n{i % Nodes}")));
        }
    }

    /// <summary>The kinds of trouble this seed made.</summary>
    public HashSet<string> Troubles { get; } = [];

    public SweepOutcome? Outcome { get; private set; }

    public SweepProgress Progress => _ledger.Progress(Now);

    /// <summary>The part with the block that kills everyone who touches it; null where there is none or it was on disk.</summary>
    public int? PoisonPart => _poison >= 0 && !_onDisk.Contains(_plan.PartOf(_poison)) && _definition.Grid.CellAt(_poison) is not null
        ? _plan.PartOf(_poison)
        : null;

    /// <summary>The blocks that may be given up; null where all may be, since workers die of other things.</summary>
    public Predicate<Block>? MayFail => _diesOfPoisonOnly ? IsPoisoned : null;

    /// <summary>Workers that died, and crashes that workers survived.</summary>
    public int Kills { get; private set; }

    /// <summary>True once the coordinator's process is gone, with all that is in memory.</summary>
    public bool HasDied => _clock > _dieAt;

    private TimeSpan Now => TimeSpan.FromMilliseconds(_clock - _ledgerStart);

    private bool IsHealed => _clock > HealedAt;

    /// <summary>The longest time in milliseconds, after the last fault, in which no block was merged and no part stored.</summary>
    public long LongestStandstill { get; private set; }

    public void Run(int stepsMax)
    {
        for (int step = 0; Outcome is null && !HasDied && step < stepsMax; step++)
        {
            if (_network.Count == 0 || IsTimeToPass())
            {
                PassTime();
            }
            else
            {
                Deliver();
            }
        }
    }

    // Where late words are to mislead nobody, everything arrives in time, and nobody seems to be gone who is not.
    private bool IsTimeToPass() => _diesOfPoisonOnly ? _network.TryPeek(out _, out var next) && next.Time > _clock : _dice.Chance(0.05);

    private void PassTime()
    {
        _clock += 1 + _dice.Below(1500);
        Handle(new LedgerEvent.Ticked());
        if (_clock > _stopAt)
        {
            Handle(new LedgerEvent.StopAsked());
        }

        foreach (var worker in _workers.ToList())
        {
            MaybeFail(worker);
            worker.Heartbeat();
        }

        if (!IsHealed && _dice.Chance(0.02))
        {
            _aggregator.Forget();
        }

        if (!IsHealed && _dice.Chance(0.02))
        {
            CutOneWay();
        }

        if (_clock > _succeedAt)
        {
            Succeed();
        }
    }

    // One end hears the other no longer, and is heard itself.
    private void CutOneWay()
    {
        string worker = _workers[_dice.Below(_workers.Count)].Id.ToString();
        (string, string)[] ways = [(Coordinator, worker), (worker, Coordinator), (worker, Aggregator), (Coordinator, Aggregator), (Aggregator, Coordinator)];
        var (from, to) = ways[_dice.Below(ways.Length)];
        _cut = (from, to, _clock + _dice.Below(10_000));
    }

    // A bit of a part that is on disk: whoever looks through the disk finds it, and moves the part aside.
    private void Rot()
    {
        if (!IsHealed && _store.Whole is { Count: > 0 } whole && _dice.Chance(0.3))
        {
            _store.Lose(whole.Order().ElementAt(_dice.Below(whole.Count)));
            Troubles.Add("bit rot");
        }
    }

    // Another coordinator begins from the disk; everyone else lives on, and messages to the old one may reach the new one.
    private void Succeed()
    {
        _ledgerStart = _movedAt = _clock;
        _succeedAt = !IsHealed && _dice.Chance(0.5) ? _clock + _dice.Below(10_000) : long.MaxValue;
        Rot();
        var committed = _onDisk.Except(_store.Lost).Concat(_store.Whole).ToHashSet();
        (_ledger, _invariants) = NewLedger(committed, _options with { GatherFor = TimeSpan.FromMilliseconds(_dice.Below(3000)) });
        Troubles.Add("succession");
        _aggregator.TellHeld();
        foreach (var worker in _workers)
        {
            worker.TellHeld();
        }
    }

    private (SweepLedger, LedgerInvariants) NewLedger(IReadOnlySet<int> onDisk, LedgerOptions options) => (
        new SweepLedger(_plan, _blocks.Blocks, onDisk, options),
        new LedgerInvariants(options, onDisk, part => _blocks.Blocks(_plan.Part(part))));

    private void MaybeFail(SimulatedWorker worker)
    {
        if (IsHealed)
        {
            worker.IsPaused = false;
        }
        else if (!_diesOfPoisonOnly && _dice.Chance(0.01))
        {
            Kill(worker);
        }
        else if (_dice.Chance(0.01))
        {
            Leave(worker);
        }
        else if (!_diesOfPoisonOnly && _dice.Chance(0.1))
        {
            worker.IsPaused = !worker.IsPaused;
        }
    }

    private void Deliver()
    {
        var action = _network.Dequeue();
        action();
        foreach (var worker in _workers.ToList())
        {
            Work(worker);
        }
    }

    private void Work(SimulatedWorker worker)
    {
        if (worker.IsPaused || worker.Next is not { } next || !_dice.Chance(0.6))
        {
            return;
        }

        if (IsPoisoned(next.Block))
        {
            Poisoned(worker, next);
            return;
        }

        if (!IsHealed && worker.Id.Node == _sick && _dice.Chance(0.7))
        {
            Troubles.Add("sick node");
            Crash(worker, next.Lease, "no memory");
            return;
        }

        worker.Finish();
        var result = new BlockRunner(_definition).Run(next.Block, _definition.Experiment.CreateRunner());
        Send(worker.Id.ToString(), Aggregator, () => _aggregator.Solved(next.Lease, result, _pace));
    }

    private bool IsPoisoned(Block block) => block.FirstPosition <= _poison && _poison < block.FirstPosition + block.PositionCount;

    private void Poisoned(SimulatedWorker worker, (LeaseId Lease, Block Block) next)
    {
        switch (_dice.Below(3))
        {
            case 0: Crash(worker, next.Lease, "poison"); break;
            case 1: Kill(worker); break;
            default:
                Troubles.Add("node killed");
                _workers.FindAll(w => w.Id.Node == worker.Id.Node).ForEach(Kill);
                break;
        }
    }

    private void Crash(SimulatedWorker worker, LeaseId lease, string message)
    {
        Kills++;
        worker.Finish();
        Send(worker.Id.ToString(), Coordinator, () => Handle(new LedgerEvent.BlockCrashed(worker.Id, lease, message)));
    }

    private void Kill(SimulatedWorker worker)
    {
        Kills++;
        _workers.Remove(worker);
        Schedule(() => Handle(new LedgerEvent.WorkerLost(worker.Id)), 2000, DelayMax);
        _workers.Add(NewWorker(worker.Id.Node));
    }

    private void Leave(SimulatedWorker worker)
    {
        _workers.Remove(worker);
        Send(worker.Id.ToString(), Coordinator, () => Handle(new LedgerEvent.WorkerLeft(worker.Id)));
        _workers.Add(NewWorker(worker.Id.Node));
    }

    private SimulatedWorker NewWorker(string node)
    {
        var id = new WorkerId(FormattableString.Invariant($"{node}/w{_names++}"));
        return new(id, 1 + _dice.Below(_windowMax), e => Tell(id.ToString(), e));
    }

    private void Handle(LedgerEvent happened)
    {
        var effects = _ledger.Handle(happened, Now);
        NoteStandstill(effects);
        Troubles.Add(happened is LedgerEvent.PartStoreFailed f ? f.Kind.ToString() : happened.GetType().Name);
        NoteHealing(happened, effects);
        _invariants.Check(happened, effects, _ledger.Progress(Now));
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void NoteHealing(LedgerEvent happened, IReadOnlyList<LedgerEffect> effects)
    {
        bool isLent = effects.Any(e => e is LedgerEffect.LeaseBlock { Lease: var lease } && _lent.Contains((lease.Part, lease.Block)));
        if (isLent && happened is LedgerEvent.WorkerAsked { Held: 0 })
        {
            Troubles.Add("lost at an empty worker");
        }

        if (isLent && happened is LedgerEvent.Ticked && effects.Any(e => e is LedgerEffect.WithdrawBlock))
        {
            Troubles.Add("moved");
        }
    }

    private void NoteStandstill(IReadOnlyList<LedgerEffect> effects)
    {
        var progress = _ledger.Progress(Now);
        LongestStandstill = Math.Max(LongestStandstill, _clock - Math.Max(_movedAt, HealedAt));
        if (_moved != (progress.TrialsDone, progress.PartsCommitted) || effects.Any(e => e is LedgerEffect.SweepEnded))
        {
            (_moved, _movedAt) = ((progress.TrialsDone, progress.PartsCommitted), _clock);
        }
    }

    private void Perform(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.LeaseBlock e:
                Troubles.Add(_lent.Add((e.Lease.Part, e.Lease.Block)) ? "lent" : "lent again");
                Send(Coordinator, e.Worker.ToString(), () => Find(e.Worker)?.Receive(e.Lease, e.Block));
                break;
            case LedgerEffect.WithdrawBlock e: Send(Coordinator, e.Worker.ToString(), () => Find(e.Worker)?.Drop(e.Lease)); break;
            case LedgerEffect.AskHeld e:
                Troubles.Add("AskHeld");
                Send(Coordinator, e.Worker.ToString(), () => Find(e.Worker)?.TellHeld());
                break;
            case LedgerEffect.OpenPart e: Send(Coordinator, Aggregator, () => _aggregator.Open(e)); break;
            case LedgerEffect.StorePart e: Send(Coordinator, Aggregator, () => _aggregator.Store(e, StoreFault())); break;
            case LedgerEffect.ReleasePart e: Send(Coordinator, Aggregator, () => _aggregator.Release(e.Part)); break;
            case LedgerEffect.SweepEnded e: Outcome = e.Outcome; break;
        }
    }

    private PartStoreFailure? StoreFault() => IsHealed || !_dice.Chance(0.2)
        ? null
        : _dice.Chance(0.5) ? PartStoreFailure.DiskFull : PartStoreFailure.Io;

    private SimulatedWorker? Find(WorkerId id) => _workers.Find(w => w.Id == id);

    private void Tell(string from, LedgerEvent happened) => Send(from, Coordinator, () => Handle(happened));

    // Losing is for ever, doubling sends the copy on a path of its own, and every path has a length of its own.
    private void Send(string from, string to, Action delivery)
    {
        if (!IsHealed && _clock < _cut.Until && (from, to) == (_cut.From, _cut.To))
        {
            Troubles.Add("cut one way");
            return;
        }

        if (!IsHealed && _dice.Chance(_loss))
        {
            Troubles.Add("message lost");
            return;
        }

        Schedule(delivery, DelayMax);
        if (!IsHealed && _dice.Chance(_doubling))
        {
            Troubles.Add("message doubled");
            Schedule(delivery, 5000);
        }
    }

    private void Schedule(Action delivery, int delayMax, int delayMin = 0) => _network.Enqueue(delivery, (_clock + delayMin + _dice.Below(delayMax), _order++));
}
