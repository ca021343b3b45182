namespace LoraCluster.Sweeps.Ledger;

/// <summary>What the ledger knows of a worker.</summary>
internal sealed class LedgerWorker(WorkerId id, LedgerNode node)
{
    // The weight of the block that ended last, in the running mean.
    private const double NewestWeight = 0.1;

    private long _turn;
    private int _lentInTurn;

    public WorkerId Id { get; } = id;

    public LedgerNode Node { get; } = node;

    /// <summary>Leases it may hold; 0 from the moment one expires until it speaks again.</summary>
    public int Limit { get; set; }

    /// <summary>When it asked last.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>Since when it has been saying that it holds nothing; null while it holds something.</summary>
    public TimeSpan? EmptySince { get; set; }

    /// <summary>When it was lent something last, or something was taken off it.</summary>
    public TimeSpan ChangedAt { get; set; }

    /// <summary>True where it has said that it holds nothing, and must have known then of all that it was lent.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>Times in a row that it said it holds more than it was lent.</summary>
    public int Surpluses { get; set; }

    /// <summary>What is being done to find out about what it does not hold, by part: a part's answers all go to one aggregator.</summary>
    public Dictionary<int, Probe> Probes { get; } = [];

    /// <summary>Its live leases, oldest first: the order in which it works.</summary>
    public List<Lease> Leases { get; } = [];

    public bool IsQueued { get; set; }

    /// <summary>True from the moment it has room enough until it has none.</summary>
    public bool IsFilling { get; set; }

    /// <summary>Counts a block lent; how many it is in this turn.</summary>
    public int CountInTurn(long turn)
    {
        _lentInTurn = _turn == turn ? _lentInTurn + 1 : 1;
        _turn = turn;
        return _lentInTurn;
    }

    /// <summary>What its blocks have taken lately, in seconds; 0 until the first answer.</summary>
    public double SecondsPerBlock { get; private set; }

    /// <summary>Seconds until it has worked off what it holds, as far as is known.</summary>
    public double Backlog => Leases.Count * SecondsPerBlock;

    /// <summary>It was lent something, or something was taken off it: what it said before does not tell what it holds.</summary>
    public void Change(TimeSpan now) => (ChangedAt, IsEmpty) = (now, false);

    /// <summary>Takes note of a block's seconds.</summary>
    public void Note(double seconds) => SecondsPerBlock += (seconds - SecondsPerBlock) * (SecondsPerBlock == 0 ? 1 : NewestWeight);
}
