namespace LoraCluster.Sweeps.Ledger;

/// <summary>What workers and aggregators hold from a predecessor of this ledger, of parts and blocks that have not had their turn here.</summary>
internal sealed class Inheritance
{
    private readonly Dictionary<int, HeldPart> _parts = [];
    private readonly Dictionary<int, List<LedgerEvent.BlockMerged>> _merged = [];
    private readonly Dictionary<int, Dictionary<int, (WorkerId Worker, LeaseId Lease)>> _leases = [];

    /// <summary>Notes what an aggregator holds, which has in it what it merged until now.</summary>
    public void Add(HeldPart part)
    {
        _parts[part.Number] = part;
        _merged.Remove(part.Number);
    }

    /// <summary>Notes a lease. Of two who hold a block, the later attempt was to replace the other.</summary>
    public void Add(WorkerId worker, LeaseId lease)
    {
        var blocks = Of(lease.Part, _leases);
        if (!blocks.TryGetValue(lease.Block, out var known) || known.Lease.Attempt <= lease.Attempt)
        {
            blocks[lease.Block] = (worker, lease);
        }
    }

    public bool Has(WorkerId worker, LeaseId lease) =>
        _leases.TryGetValue(lease.Part, out var blocks) && blocks.GetValueOrDefault(lease.Block) == (worker, lease);

    /// <summary>Notes a block that an aggregator has merged, after it told what it holds of the part.</summary>
    public void Add(LedgerEvent.BlockMerged merged) => Of(merged.Lease.Part, _merged).Add(merged);

    /// <summary>Takes what an aggregator holds of a part, and what it has merged of it besides.</summary>
    public (HeldPart? Held, IReadOnlyList<LedgerEvent.BlockMerged> Since) TakePart(int part)
    {
        _parts.Remove(part, out var held);
        _merged.Remove(part, out var merged);
        return (held, held is null || merged is null ? [] : merged);
    }

    /// <summary>Takes the lease of a block.</summary>
    public (WorkerId Worker, LeaseId Lease)? TakeLease(int part, int block) =>
        _leases.TryGetValue(part, out var blocks) && blocks.Remove(block, out var lease) ? lease : null;

    /// <summary>Takes every lease of a part.</summary>
    public IReadOnlyCollection<(WorkerId Worker, LeaseId Lease)> TakeLeases(int part) =>
        _leases.Remove(part, out var blocks) ? blocks.Values : [];

    /// <summary>Forgets the leases of a worker that is gone.</summary>
    public void Forget(WorkerId worker)
    {
        foreach (var blocks in _leases.Values)
        {
            foreach (int block in blocks.Where(b => b.Value.Worker == worker).Select(b => b.Key).ToList())
            {
                blocks.Remove(block);
            }
        }
    }

    private static T Of<T>(int part, Dictionary<int, T> lists)
        where T : new()
    {
        if (!lists.TryGetValue(part, out var list))
        {
            lists.Add(part, list = new T());
        }

        return list;
    }
}
