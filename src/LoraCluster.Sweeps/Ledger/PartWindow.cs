using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>The parts in the making. They are opened in order, so everything below the cursor that is not open is settled, and no list of parts is needed.</summary>
internal sealed class PartWindow(PartPlan plan, Func<PartRange, IEnumerable<Block>> blocks, IReadOnlySet<int> completed, bool cellsMaySettle)
{
    // Stored before this window came to them, by order of another.
    private readonly HashSet<int> _settledAhead = [];

    private readonly SortedDictionary<int, OpenPart> _open = [];
    private readonly SortedSet<int> _fresh = [];
    private readonly Queue<LentBlock> _returned = new();
    private readonly Queue<LentBlock> _suspects = new();
    private int _next;

    public int PartsTotal { get; } = plan.PartCount;

    public int PartsCompletedBefore { get; } = completed.Count(p => p >= 0 && p < plan.PartCount);

    public IReadOnlyCollection<OpenPart> Open => _open.Values;

    public int OldestOpen => _open.Count == 0 ? _next : Math.Min(_next, _open.Keys.First());

    /// <summary>True when every part has been opened at some time.</summary>
    public bool IsAtEnd
    {
        get
        {
            while (_next < PartsTotal && IsSettled(_next))
            {
                _next++;
            }

            return _next == PartsTotal;
        }
    }

    /// <summary>False where there is surely no block to lend.</summary>
    public bool MayHaveBlock => _returned.Count > 0 || NextPart() is not null;

    public OpenPart? Find(int number) => _open.GetValueOrDefault(number);

    /// <summary>Opens the next part; only while not <see cref="IsAtEnd"/>.</summary>
    public OpenPart OpenNext()
    {
        var part = new OpenPart(plan.Part(_next), blocks);
        _open.Add(_next++, part);
        return part;
    }

    /// <summary>True where a part has not been opened yet and is to be.</summary>
    public bool IsAhead(int part) => part >= _next && part < PartsTotal && !IsSettled(part);

    /// <summary>Notes that a part is stored before it was opened. False where it is no news.</summary>
    public bool Settle(int part) => IsAhead(part) && _settledAhead.Add(part);

    /// <summary>Takes a part that has begun, or gone on, into the search for blocks.</summary>
    public void Note(OpenPart part)
    {
        if (part.IsExhausted)
        {
            _fresh.Remove(part.Range.Number);
        }
        else
        {
            _fresh.Add(part.Range.Number);
        }
    }

    public void Close(OpenPart part)
    {
        _open.Remove(part.Range.Number);
        _fresh.Remove(part.Range.Number);
    }

    /// <summary>True while a block's losses are waited for.</summary>
    public bool Awaits(LentBlock lent) => Find(lent.Block.Part) == lent.Part && lent.Part.Pending.GetValueOrDefault(lent.Block.Number) == lent;

    /// <summary>Puts a block back in line, unless someone still works on it.</summary>
    public void Return(LentBlock lent)
    {
        if (lent.Leases.Count == 0)
        {
            (lent.Suspicion is null ? _returned : _suspects).Enqueue(lent);
        }
    }

    /// <summary>Blocks that seem to have brought workers down and that nobody works on: not everyone may have them. Some of them may not be waited for any more.</summary>
    public int SuspectCount => _suspects.Count;

    /// <summary>Takes the next of them; whoever does not lend it returns it.</summary>
    public LentBlock? NextSuspect() => Next(_suspects);

    /// <summary>The next block of the open parts that nobody works on, returned ones first; null where there is none.</summary>
    public LentBlock? NextBlock()
    {
        var lent = Next(_returned);
        while (lent is null && NextPart() is { } part)
        {
            lent = TakeFresh(part);
        }

        return lent;
    }

    /// <summary>A block that the one before it may show to be needless, for someone who has nothing else to do; null where there is none.</summary>
    public LentBlock? NextGuess()
    {
        LentBlock? guess = null;
        while (guess is null && cellsMaySettle && _fresh.Count > 0)
        {
            guess = TakeFresh(_open[_fresh.Min]);
        }

        return guess;
    }

    private LentBlock? Next(Queue<LentBlock> line)
    {
        while (line.TryDequeue(out var lent))
        {
            // A block may have been merged, or its part begun again, while it waited in line.
            if (lent.Leases.Count == 0 && Awaits(lent))
            {
                return lent;
            }
        }

        return null;
    }

    // The first part whose next block is surely needed.
    private OpenPart? NextPart()
    {
        if (!cellsMaySettle)
        {
            return _fresh.Count == 0 ? null : _open[_fresh.Min];
        }

        foreach (int number in _fresh)
        {
            if (_open[number].IsNextNeeded)
            {
                return _open[number];
            }
        }

        return null;
    }

    // Null where the part's next block is under suspicion, since before the part was begun again: then it is with the others that are.
    private LentBlock? TakeFresh(OpenPart part)
    {
        var lent = part.Expect(part.TakeFresh());
        Note(part);
        if (lent.Suspicion is null)
        {
            return lent;
        }

        Return(lent);
        return null;
    }

    private bool IsSettled(int part) => completed.Contains(part) || _settledAhead.Contains(part);
}
