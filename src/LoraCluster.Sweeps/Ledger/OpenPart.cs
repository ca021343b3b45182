using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>A part between its first block and its commit.</summary>
internal sealed class OpenPart(PartRange range, Func<PartRange, IEnumerable<Block>> blocks)
{
    private IEnumerator<Block>? _fresh;

    public PartRange Range { get; } = range;

    /// <summary>Blocks lent or waiting to be lent again, by number.</summary>
    public Dictionary<int, LentBlock> Pending { get; } = [];

    /// <summary>How many workers each suspected block has brought down.</summary>
    public Dictionary<int, int> Kills { get; } = [];

    public int LastAttempt { get; set; }

    public int FirstAttempt { get; private set; }

    public bool IsExhausted { get; private set; }

    public long CellsDone { get; set; }

    public long TrialsDone { get; set; }

    /// <summary>0 until every block is merged, then the number of the order to store.</summary>
    public int StoreTry { get; set; }

    /// <summary>When to order the storing again; null while the part is not being stored.</summary>
    public TimeSpan? StoreDue { get; set; }

    public int DiskFullRuns { get; set; }

    public bool IsMerged => IsExhausted && Pending.Count == 0;

    /// <summary>Starts over: everything lent or merged before is void.</summary>
    public void Begin()
    {
        _fresh?.Dispose();
        _fresh = blocks(Range).GetEnumerator();
        FirstAttempt = LastAttempt + 1;
        Pending.Clear();
        (CellsDone, TrialsDone, StoreTry, StoreDue, DiskFullRuns) = (0, 0, 0, null, 0);
        IsExhausted = !_fresh.MoveNext();
    }

    /// <summary>The next block never lent so far; only while not <see cref="IsExhausted"/>.</summary>
    public Block TakeFresh()
    {
        var block = _fresh!.Current;
        IsExhausted = !_fresh.MoveNext();
        return block;
    }

    public void Count(MergeStep step)
    {
        CellsDone += step.CellsCompleted;
        TrialsDone += step.TrialsAdded;
    }
}
