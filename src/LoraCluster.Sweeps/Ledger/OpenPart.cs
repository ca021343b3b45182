using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>A part between its first block and its commit.</summary>
internal sealed class OpenPart(PartRange range, Func<PartRange, IEnumerable<Block>> blocks)
{
    // Merged, though not lent by this ledger, and not come to yet.
    private readonly HashSet<int> _mergedAhead = [];

    // Cells that have trials enough.
    private readonly HashSet<long> _settled = [];

    private IEnumerator<Block>? _fresh;
    private Func<Block, bool>? _needsNoLending;

    public PartRange Range { get; } = range;

    /// <summary>Blocks lent or waiting to be lent again, by number.</summary>
    public Dictionary<int, LentBlock> Pending { get; } = [];

    /// <summary>What speaks against blocks, by number; remembered when the part is begun again.</summary>
    public Dictionary<int, Suspicion> Suspicions { get; } = [];

    public int LastAttempt { get; set; }

    public int FirstAttempt { get; private set; }

    public bool IsExhausted { get; private set; }

    public long CellsDone { get; set; }

    public long TrialsDone { get; set; }

    /// <summary>0 until every block is merged, then the number of the order to store.</summary>
    public int StoreTry { get; set; }

    /// <summary>When to order the storing again; null while the part is not being stored.</summary>
    public TimeSpan? StoreDue { get; set; }

    /// <summary>Orders to store since the last word of how one went.</summary>
    public int OrdersUnanswered { get; set; }

    public int DiskFullRuns { get; set; }

    public int IoRuns { get; set; }

    public bool IsMerged => IsExhausted && Pending.Count == 0;

    /// <summary>Starts over: everything lent or merged before is void.</summary>
    public void Begin() => Begin(Math.Max(FirstAttempt, LastAttempt) + 1, null);

    /// <summary>Starts with what an aggregator holds; <paramref name="isLent"/> is asked about each other block as its turn comes, and says whether it is lent already.</summary>
    public void Begin(HeldPart held, Func<Block, bool> isLent)
    {
        LastAttempt = held.LastAttempt;
        Begin(held.FirstAttempt, block => held.Has(block.Number) || (block.CanBeSettled && held.IsSettled(block.FirstPosition - Range.FirstPosition)) || isLent(block));
        CellsDone = held.Cells;
    }

    /// <summary>Whether nothing that is still out can show the next block to be needless; only while not <see cref="IsExhausted"/>.</summary>
    public bool IsNextNeeded => !_fresh!.Current.CanBeSettled || !Pending.Values.Any(lent => lent.Block.Covers(_fresh.Current.FirstPosition) && lent.Block.FirstTrial < _fresh.Current.FirstTrial);

    /// <summary>The next block never lent so far; only while not <see cref="IsExhausted"/>.</summary>
    public Block TakeFresh()
    {
        var block = _fresh!.Current;
        Advance();
        return block;
    }

    /// <summary>Waits for a block from now on.</summary>
    public LentBlock Expect(Block block)
    {
        var lent = new LentBlock(this, block);
        Pending.Add(block.Number, lent);
        return lent;
    }

    /// <summary>Notes that a block needs no lending any more. False where its turn is over.</summary>
    public bool PassOver(int block)
    {
        if (IsExhausted || block < _fresh!.Current.Number)
        {
            return false;
        }

        if (block > _fresh.Current.Number)
        {
            return _mergedAhead.Add(block);
        }

        Advance();
        return true;
    }

    /// <summary>Notes cells whose other blocks are not needed any more; returns those that are lent or waiting, and waits for them no longer.</summary>
    public IReadOnlyList<LentBlock> Settle(IReadOnlyList<long> positions)
    {
        _settled.UnionWith(positions);
        LentBlock[] idle = [.. Pending.Values.Where(lent => IsSettled(lent.Block))];
        foreach (var lent in idle)
        {
            Pending.Remove(lent.Block.Number);
        }

        if (!IsExhausted && IsSettled(_fresh!.Current))
        {
            Advance();
        }

        return idle;
    }

    public void Count(MergeStep step)
    {
        CellsDone += step.CellsCompleted;
        TrialsDone += step.TrialsAdded;
    }

    private void Begin(int firstAttempt, Func<Block, bool>? needsNoLending)
    {
        _fresh?.Dispose();
        _fresh = blocks(Range).GetEnumerator();
        _needsNoLending = needsNoLending;
        _mergedAhead.Clear();
        _settled.Clear();
        FirstAttempt = firstAttempt;
        LastAttempt = Math.Max(LastAttempt, firstAttempt - 1);
        Pending.Clear();
        (CellsDone, TrialsDone, StoreTry, StoreDue, OrdersUnanswered, DiskFullRuns, IoRuns) = (0, 0, 0, null, 0, 0, 0);
        Advance();
    }

    private bool IsSettled(Block block) => block.CanBeSettled && _settled.Contains(block.FirstPosition);

    private void Advance()
    {
        do
        {
            IsExhausted = !_fresh!.MoveNext();
        }
        while (!IsExhausted && (IsSettled(_fresh.Current) || _mergedAhead.Remove(_fresh.Current.Number) || _needsNoLending?.Invoke(_fresh.Current) == true));
    }
}
