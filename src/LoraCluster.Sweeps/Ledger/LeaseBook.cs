namespace LoraCluster.Sweeps.Ledger;

/// <summary>Who holds what, and who wants more.</summary>
internal sealed class LeaseBook(LedgerOptions options)
{
    private readonly Dictionary<WorkerId, LedgerWorker> _workers = [];
    private readonly Queue<LedgerWorker> _hungry = new();

    public int WorkerCount => _workers.Count;

    public IEnumerable<Lease> Live => _workers.Values.SelectMany(w => w.Leases);

    /// <summary>Notes what a worker wants. Blocks it holds beyond its live leases (expired, begun again) take up its room too.</summary>
    public void Asked(WorkerId id, int window, int held)
    {
        if (!_workers.TryGetValue(id, out var worker))
        {
            _workers.Add(id, worker = new LedgerWorker(id));
        }

        worker.Limit = window - Math.Max(0, held - worker.Leases.Count);
        Enqueue(worker);
    }

    /// <summary>True where a worker wants more and its share of all leases leaves room.</summary>
    public bool IsHungry(LedgerWorker worker) =>
        worker.Leases.Count < Math.Min(worker.Limit, Math.Max(LedgerOptions.LeasesPerWorkerMin, options.LeasesMax / Math.Max(1, WorkerCount)));

    /// <summary>The worker whose turn it is among those that want more, or null.</summary>
    public LedgerWorker? NextHungry()
    {
        while (_hungry.TryPeek(out var worker))
        {
            if (IsHungry(worker))
            {
                return worker;
            }

            _hungry.Dequeue();
            worker.IsQueued = false;
        }

        return null;
    }

    /// <summary>Everyone who wants more, the idlest first.</summary>
    public IReadOnlyList<LedgerWorker> Hungry() => [.. _workers.Values.Where(IsHungry).OrderBy(w => w.Leases.Count)];

    /// <summary>Lends a block and lets the next worker have its turn.</summary>
    public Lease Lend(LentBlock lent, LedgerWorker worker, TimeSpan now)
    {
        var id = new LeaseId(lent.Block.Part, lent.Block.Number, ++lent.Part.LastAttempt);
        var duration = options.LeaseDuration * (1 << Math.Min(lent.TimesLent++, 6));
        var lease = new Lease(id, lent, worker, now, now + duration);
        lent.Leases.Add(lease);
        worker.Leases.Add(lease);
        if (_hungry.TryPeek(out var first) && first == worker)
        {
            _hungry.Dequeue();
            worker.IsQueued = false;
        }

        Enqueue(worker);
        return lease;
    }

    public void Close(Lease lease)
    {
        lease.Lent.Leases.Remove(lease);
        lease.Worker.Leases.Remove(lease);
        Enqueue(lease.Worker);
    }

    public Lease? Find(WorkerId worker, LeaseId lease) =>
        _workers.GetValueOrDefault(worker)?.Leases.Find(l => l.Id == lease);

    /// <summary>Forgets a worker; its leases, oldest first, are closed.</summary>
    public IReadOnlyList<Lease> Lost(WorkerId id)
    {
        if (!_workers.Remove(id, out var worker))
        {
            return [];
        }

        worker.Limit = 0;
        return CloseAll([.. worker.Leases]);
    }

    /// <summary>Closes the leases whose time is over. Their workers get nothing more until they speak again.</summary>
    public IReadOnlyList<Lease> Expire(TimeSpan now)
    {
        var expired = Live.Where(l => l.Deadline <= now).ToList();
        expired.ForEach(l => l.Worker.Limit = 0);
        return CloseAll(expired);
    }

    /// <summary>The only leases of blocks that have been out for long enough, longest first.</summary>
    public List<Lease> Stragglers(TimeSpan now) =>
    [
        .. Live.Where(l => l.Lent.Leases.Count == 1 && now - l.Since >= options.StragglerAfter).OrderBy(l => (l.Since, l.Id.Part, l.Id.Block)),
    ];

    private List<Lease> CloseAll(List<Lease> leases)
    {
        leases.ForEach(Close);
        return leases;
    }

    private void Enqueue(LedgerWorker worker)
    {
        if (IsHungry(worker) && !worker.IsQueued)
        {
            worker.IsQueued = true;
            _hungry.Enqueue(worker);
        }
    }
}
