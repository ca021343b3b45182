namespace LoraCluster.Sweeps.Ledger;

/// <summary>Who holds what, and who wants more.</summary>
internal sealed class LeaseBook(LedgerOptions options)
{
    private static readonly TimeSpan ExpireInterval = TimeSpan.FromSeconds(1);

    // A tick must be over soon; the next one goes on.
    private const int MovesMax = 4096;

    // An aggregator that writes slowly makes answers wait, and must not be sent ever more of the same: each time the patience is longer.
    private const int DoubtDoublingsMax = 3;

    // A lease on its way to a worker, and what that said before on its way here, take no longer than this together.
    private static readonly TimeSpan FlightsMax = TimeSpan.FromSeconds(4);

    private readonly Dictionary<WorkerId, LedgerWorker> _workers = [];
    private readonly Dictionary<string, LedgerNode> _nodes = [];
    private readonly Queue<LedgerWorker> _hungry = new();
    private readonly List<LedgerWorker> _served = [];
    private long _turn;
    private TimeSpan _expireAt;

    public int WorkerCount => _workers.Count;

    public IEnumerable<Lease> Live => _workers.Values.SelectMany(w => w.Leases);

    /// <summary>How many leases each worker has.</summary>
    public IEnumerable<(WorkerId Worker, int Blocks)> Held => _workers.Values.Select(w => (w.Id, w.Leases.Count));

    /// <summary>Notes what a worker wants and holds. Blocks it holds beyond its live leases (expired, begun again) take up its room too.</summary>
    public LedgerWorker Asked(WorkerId id, int window, int held, TimeSpan now)
    {
        var worker = WorkerOf(id, now);
        worker.HeardAt = now;
        worker.IsEmpty = held == 0 && now - worker.ChangedAt >= FlightsMax;
        worker.EmptySince = held > 0 ? null : worker.EmptySince ?? now;
        worker.Surpluses = held > worker.Leases.Count ? worker.Surpluses + 1 : 0;
        worker.Limit = window - Math.Max(0, held - worker.Leases.Count);
        Enqueue(worker);
        return worker;
    }

    /// <summary>True once a worker has asked, until it is lost.</summary>
    public bool Knows(WorkerId id) => _workers.ContainsKey(id);

    /// <summary>False for one that is lost, be there another of that name by now.</summary>
    public bool Knows(LedgerWorker worker) => _workers.GetValueOrDefault(worker.Id) == worker;

    /// <summary>The leases of a worker that has held nothing for so long that they and their answers would have arrived, were they not lost, the oldest first.</summary>
    public IReadOnlyList<Lease> Missing(LedgerWorker worker, TimeSpan now) => worker.EmptySince is { } since
        ? worker.Leases.FindAll(l => now - (since > l.LentAt ? since : l.LentAt) >= options.StragglerAfter * (1 << Math.Min(l.Lent.Misses, DoubtDoublingsMax)))
        : [];

    /// <summary>Makes room for one more at least, and fills a worker up, be it worth a message or not: it holds nothing, whatever it was lent.</summary>
    public void Fill(LedgerWorker worker)
    {
        worker.Limit = Math.Max(worker.Limit, worker.Leases.Count + 1);
        worker.IsFilling = true;
        Enqueue(worker);
    }

    /// <summary>Closes a lease that expired or is lost.</summary>
    public void Miss(Lease lease, TimeSpan now)
    {
        lease.Lent.Misses++;
        Close(lease, now);
    }

    /// <summary>True where a worker wants more, its share of all leases leaves room, it was heard lately, and its node need not rest nor has a block on trial.</summary>
    public bool IsHungry(LedgerWorker worker, TimeSpan now) => worker.Leases.Count < LimitOf(worker) && !HasTrial(worker.Node, now) && !IsSilent(worker, now) && !IsResting(worker, now);

    /// <summary>A worker failed at a block, and its node rests.</summary>
    public void NoteCrash(WorkerId worker, TimeSpan now) => NodeOf(worker).Crashed(now, options.CrashRest);

    /// <summary>
    /// True where a block may be lent to a worker: it brought down none of its node, or there is no other node to be heard that need not rest and that it did not bring down one of.
    /// A block on trial may be lent only where nothing else is at work, unless that has been waited for long enough.
    /// </summary>
    public bool MayHave(LedgerWorker worker, LentBlock lent, TimeSpan now) => lent.Suspicion is not { } suspicion
        || (lent.IsOnTrial(options) && IsLastResort)
        || (CouldDo(worker, lent, now)
            && (!suspicion.IsFrom(worker.Node.Name) || !_workers.Values.Any(other => IsFit(other, now) && CouldDo(other, lent, now) && !suspicion.IsFrom(other.Node.Name))));

    /// <summary>True while blocks on trial are lent to anyone, since no node has come to be without other work: they are not given up for what happens then.</summary>
    public bool IsLastResort { get; set; }

    private bool CouldDo(LedgerWorker worker, LentBlock lent, TimeSpan now) => !lent.IsOnTrial(options) || IsIdle(worker.Node, now);

    // Where nobody else could do better, the blocks are at fault, and shall be given up soon.
    private bool IsResting(LedgerWorker worker, TimeSpan now) =>
        MustRest(worker, now) && _workers.Values.Any(other => IsFit(other, now));

    private bool IsFit(LedgerWorker worker, TimeSpan now) => !IsSilent(worker, now) && !MustRest(worker, now);

    private bool HasTrial(LedgerNode node, TimeSpan now) => node.Trials > 0 && node.Workers.Exists(w => !IsSilent(w, now) && w.Leases.Exists(l => l.IsTrial));

    // By what is known here and by its workers' own last words; who holds nothing and has fallen silent may be gone.
    private bool IsIdle(LedgerNode node, TimeSpan now) => node.Workers.TrueForAll(w => w.Leases.Count == 0 && (w.IsEmpty || IsSilent(w, now)));

    private static bool MustRest(LedgerWorker worker, TimeSpan now) => worker.Node.RestUntil > now;

    private bool IsSilent(LedgerWorker worker, TimeSpan now) => now - worker.HeardAt > options.SilentAfter;

    // One that is being filled is filled up; one that is full waits until it is worth a message.
    private bool IsWorthAMessage(LedgerWorker worker) =>
        LimitOf(worker) is var limit && worker.Leases.Count < limit && (worker.IsFilling || worker.Leases.Count <= limit - Math.Min(options.RefillAt, Math.Max(1, limit / 2)));

    /// <summary>From now on everyone may be lent <see cref="LedgerOptions.LeasesPerTurn"/> blocks.</summary>
    public void BeginTurn()
    {
        _turn++;
        foreach (var worker in _served)
        {
            Enqueue(worker);
        }

        _served.Clear();
    }

    /// <summary>The worker whose turn it is among those that want more, or null.</summary>
    public LedgerWorker? NextHungry(TimeSpan now)
    {
        while (_hungry.TryPeek(out var worker))
        {
            if (IsHungry(worker, now))
            {
                return worker;
            }

            _hungry.Dequeue();
            worker.IsQueued = false;
        }

        return null;
    }

    /// <summary>Everyone who is hungry, the idlest first.</summary>
    public IReadOnlyList<LedgerWorker> Hungry(TimeSpan now) => [.. _workers.Values.Where(w => IsHungry(w, now)).OrderBy(w => w.Leases.Count)];

    /// <summary>Lends a block and lets the next worker have its turn.</summary>
    public Lease Lend(LentBlock lent, LedgerWorker worker, TimeSpan now)
    {
        var lease = Note(lent, worker, ++lent.Part.LastAttempt, now);
        if (_hungry.TryPeek(out var first) && first == worker)
        {
            _hungry.Dequeue();
            worker.IsQueued = false;
        }

        if (worker.CountInTurn(_turn) < options.LeasesPerTurn)
        {
            Enqueue(worker);
        }
        else
        {
            _served.Add(worker);
        }

        return lease;
    }

    /// <summary>
    /// Writes down a lease that a predecessor of this ledger gave, whose worker may not have spoken to this one yet; or one that expired, and comes before all that the worker was lent since.
    /// </summary>
    public void Adopt(LentBlock lent, WorkerId id, int attempt, TimeSpan now, bool isFirst)
    {
        var lease = Note(lent, WorkerOf(id, now), attempt, now);
        if (isFirst)
        {
            lease.Worker.Leases.Remove(lease);
            lease.Worker.Leases.Insert(0, lease);
        }
    }

    /// <summary>Nobody could be heard for this long, since nobody listened.</summary>
    public void Forgive(TimeSpan stoodStill, TimeSpan now)
    {
        foreach (var worker in _workers.Values)
        {
            var heardAt = worker.HeardAt + stoodStill;
            worker.HeardAt = heardAt < now ? heardAt : now;
        }
    }

    /// <summary>
    /// Moves blocks that wait from those with the longest backlog to the hungry, one at a time, while that levels them; returns the leases that are closed, each with the
    /// worker that shall have its block. Unless <paramref name="isAtEnd"/>, only those who run dry get any.
    /// </summary>
    public IReadOnlyList<(Lease Closed, LedgerWorker Thief)> Level(TimeSpan now, bool isAtEnd)
    {
        var thieves = new PriorityQueue<LedgerWorker, double>(
            Hungry(now).Where(w => isAtEnd || w.Leases.Count == 0 || w.Backlog < options.StealBelow.TotalSeconds).Select(w => (w, w.Backlog)));
        var holders = new PriorityQueue<LedgerWorker, double>(thieves.Count == 0 ? [] : _workers.Values.Where(w => w.Leases.Count > 1).Select(w => (w, -w.Backlog)));
        var gains = new Dictionary<LedgerWorker, (int Blocks, double Seconds)>();
        var moved = new List<(Lease, LedgerWorker)>();
        while (moved.Count < MovesMax && thieves.TryDequeue(out var thief, out double thiefBacklog) && holders.TryDequeue(out var holder, out double backlog))
        {
            // The block a holder is at stays with it, and so does what a thief would not have done sooner.
            if (-backlog - thiefBacklog < options.StealAbove.TotalSeconds + holder.SecondsPerBlock)
            {
                break;
            }

            int chosen = isAtEnd
                ? holder.Leases.FindLastIndex(MayMove)
                : holder.Leases.FindIndex(Math.Min(options.RefillAt, holder.Leases.Count - 1), MayMove);
            if (chosen < 1)
            {
                thieves.Enqueue(thief, thiefBacklog);
                continue;
            }

            var lease = holder.Leases[chosen];
            Close(lease, now);
            moved.Add((lease, thief));
            var (blocks, seconds) = gains.GetValueOrDefault(thief);
            gains[thief] = (blocks + 1, seconds + holder.SecondsPerBlock);
            if (thief.Leases.Count + blocks + 1 < LimitOf(thief))
            {
                thieves.Enqueue(thief, thief.Backlog + seconds + holder.SecondsPerBlock);
            }

            if (holder.Leases.Count > 1)
            {
                holders.Enqueue(holder, -holder.Backlog);
            }
        }

        return moved;
    }

    // Blocks that two work at are not worth a third's trouble, and those that failed somewhere are where they may be.
    private static bool MayMove(Lease lease) => lease.Lent is { Leases.Count: 1, Suspicion: null };

    public void Close(Lease lease, TimeSpan now)
    {
        lease.Worker.Change(now);
        lease.Lent.Leases.Remove(lease);
        lease.Worker.Leases.Remove(lease);
        Enqueue(lease.Worker);
        if (lease.IsTrial && --lease.Worker.Node.Trials == 0)
        {
            lease.Worker.Node.Workers.ForEach(Enqueue);
        }
    }

    public Lease? Find(WorkerId worker, LeaseId lease) =>
        _workers.GetValueOrDefault(worker)?.Leases.Find(l => l.Id == lease);

    /// <summary>Forgets a worker; its leases, oldest first, are closed.</summary>
    public IReadOnlyList<Lease> Lost(WorkerId id, TimeSpan now)
    {
        if (!_workers.Remove(id, out var worker))
        {
            return [];
        }

        worker.Limit = 0;
        worker.Node.Workers.Remove(worker);
        Lease[] leases = [.. worker.Leases];
        Array.ForEach(leases, lease => Close(lease, now));
        return leases;
    }

    /// <summary>The same for one that has died. The others of its node may have died with it, and get nothing until they speak again.</summary>
    public IReadOnlyList<Lease> Died(WorkerId id, TimeSpan now)
    {
        foreach (var other in NodeOf(id).Workers)
        {
            (other.Limit, other.IsEmpty) = (0, false);
        }

        return Lost(id, now);
    }

    /// <summary>The leases whose time is over. Their workers get nothing more until they speak again. Looks once a second: there may be a million leases.</summary>
    public List<Lease> Expired(TimeSpan now)
    {
        if (now < _expireAt)
        {
            return [];
        }

        _expireAt = now + ExpireInterval;
        var expired = Live.Where(l => l.Deadline <= now).ToList();
        expired.ForEach(lease => lease.Worker.Limit = 0);
        return expired;
    }

    /// <summary>
    /// The latest leases of blocks whose answers are overdue, or whose holders have fallen silent, the most overdue first. Workers work in order, so nobody's are looked at beyond
    /// the first that is in time: there may be a million leases.
    /// </summary>
    public List<Lease> Stragglers(TimeSpan now) =>
    [
        .. _workers.Values.SelectMany(w => IsSilent(w, now) ? w.Leases : w.Leases.TakeWhile(l => now >= l.Overdue)).Where(l => l.Lent.Leases[^1] == l)
            .OrderBy(l => (l.Overdue, l.Id.Part, l.Id.Block)),
    ];

    private Lease Note(LentBlock lent, LedgerWorker worker, int attempt, TimeSpan now)
    {
        var lease = new Lease(new LeaseId(lent.Block.Part, lent.Block.Number, attempt), lent, worker, now, options);
        lent.Leases.Add(lease);
        lease.IsTrial = lent.IsOnTrial(options) && IsIdle(worker.Node, now);
        if (lease.IsTrial)
        {
            worker.Node.Trials++;
        }
        else if (worker.Node.Trials > 0)
        {
            // Its holder is not heard, and may be gone: from now on it does not work alone.
            worker.Node.EndTrials();
        }

        worker.Leases.Add(lease);
        worker.Change(now);
        return lease;
    }

    private LedgerWorker WorkerOf(WorkerId id, TimeSpan now)
    {
        if (!_workers.TryGetValue(id, out var worker))
        {
            _workers.Add(id, worker = new LedgerWorker(id, NodeOf(id)) { ChangedAt = now });
            worker.Node.Workers.Add(worker);
        }

        return worker;
    }

    private LedgerNode NodeOf(WorkerId worker)
    {
        string name = worker.Node;
        if (!_nodes.TryGetValue(name, out var node))
        {
            _nodes.Add(name, node = new LedgerNode(name));
        }

        return node;
    }

    private int LimitOf(LedgerWorker worker) =>
        Math.Min(worker.Limit, Math.Max(LedgerOptions.LeasesPerWorkerMin, options.LeasesMax / Math.Max(1, WorkerCount)));

    private void Enqueue(LedgerWorker worker)
    {
        worker.IsFilling = IsWorthAMessage(worker);
        if (worker.IsFilling && !worker.IsQueued)
        {
            worker.IsQueued = true;
            _hungry.Enqueue(worker);
        }
    }
}
