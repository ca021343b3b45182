using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>
/// The aggregator's side of the conversation with the ledger: parts are opened, filled, stored and released by order,
/// and every answer is a <see cref="LedgerEvent"/> that may be lost or doubled. Not thread-safe.
/// </summary>
public sealed class PartDesk(SweepDefinition definition, IPriorResults? prior, IPartSink sink)
{
    /// <summary>Blocks of a part that <see cref="Held"/> can tell of: a bit each, in a message of 128 kB.</summary>
    public const int HeldBlocksMax = 800_000;

    /// <summary>Positions of a part that it can tell of besides.</summary>
    public const int HeldPositionsMax = 160_000;

    private readonly SortedDictionary<int, OpenMerge> _open = [];
    private readonly SortedDictionary<int, LedgerEvent.PartStored> _stored = [];

    /// <summary>Begins a part, unless it is begun already for this or a later attempt; forgets parts that nobody needs any more.</summary>
    public void Open(PartRange part, int firstAttempt, int oldestOpen)
    {
        foreach (int settled in _open.Keys.TakeWhile(p => p < oldestOpen).Concat(_stored.Keys.TakeWhile(p => p < oldestOpen)).ToList())
        {
            Release(settled);
        }

        if (_open.TryGetValue(part.Number, out var known) && known.FirstAttempt >= firstAttempt)
        {
            // It may be a ledger that takes over, and counts its orders to store from the first again.
            known.Failed = null;
        }
        else if (part.Number >= oldestOpen && !_stored.ContainsKey(part.Number))
        {
            Drop(part.Number);
            _open[part.Number] = new OpenMerge(new PartMerge(definition, part, prior), firstAttempt);
        }
    }

    /// <summary>
    /// Merges a block, or says why not: it is an old attempt's, or its part is unknown or stored. Throws
    /// <see cref="DeterminismViolationException"/> where an earlier answer to the same block was different.
    /// </summary>
    public LedgerEvent Solved(LeaseId lease, BlockResult result)
    {
        if (_stored.TryGetValue(lease.Part, out var stored))
        {
            return stored;
        }

        if (!_open.TryGetValue(lease.Part, out var open))
        {
            return new LedgerEvent.PartLost(lease.Part, lease.Attempt);
        }

        if (lease.Attempt < open.FirstAttempt)
        {
            return new LedgerEvent.AttemptWasOld(lease.Part, open.FirstAttempt);
        }

        open.LastAttempt = Math.Max(open.LastAttempt, lease.Attempt);
        return new LedgerEvent.BlockMerged(lease, open.Merge.Add(result));
    }

    /// <summary>The parts that are open here, for a ledger that takes over.</summary>
    public IReadOnlyList<HeldPart> Held() =>
    [
        .. _open.Select(o => new HeldPart(
            o.Key, o.Value.FirstAttempt, o.Value.LastAttempt, o.Value.Merge.CellsMerged,
            HeldPart.Bits(o.Value.Merge.MergedBlocks, HeldBlocksMax))
        {
            Settled = HeldPart.Bits(o.Value.Merge.Settled.Select(position => (int)(position - o.Value.Merge.Part.FirstPosition)), HeldPositionsMax),
        }),
    ];

    /// <summary>
    /// Commits a part whose blocks are all here, or says what is amiss. Throws what the sink throws, except
    /// <see cref="PartStoreException"/>, which becomes the answer.
    /// </summary>
    public LedgerEvent Store(int part, int firstAttempt, int storeTry)
    {
        if (_stored.TryGetValue(part, out var before))
        {
            return before;
        }

        if (!_open.TryGetValue(part, out var open) || !open.Merge.IsComplete)
        {
            return new LedgerEvent.PartLost(part, firstAttempt);
        }

        // The same order may come again while the disk makes it wait, and is no reason to try again.
        if (open.Failed is { } failed && failed.Try == storeTry)
        {
            return failed;
        }

        try
        {
            sink.Commit(open.Merge.ToRows());
        }
        catch (PartStoreException failure)
        {
            return open.Failed = new LedgerEvent.PartStoreFailed(part, storeTry, failure.Kind, failure.Message);
        }

        var stored = new LedgerEvent.PartStored(part, open.Merge.CellCount, open.Merge.CellsReused);
        Drop(part);
        return _stored[part] = stored;
    }

    /// <summary>Forgets a part.</summary>
    public void Release(int part)
    {
        Drop(part);
        _stored.Remove(part);
    }

    private void Drop(int part)
    {
        if (_open.Remove(part, out var dropped))
        {
            dropped.Merge.Dispose();
        }
    }

    private sealed class OpenMerge(PartMerge merge, int firstAttempt)
    {
        public PartMerge Merge { get; } = merge;

        public int FirstAttempt { get; } = firstAttempt;

        public int LastAttempt { get; set; }

        public LedgerEvent.PartStoreFailed? Failed { get; set; }
    }
}
