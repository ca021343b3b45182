namespace LoraCluster.Sweeps.Ledger;

/// <summary>A live lease: a block that a worker has been lent, behind what it held then.</summary>
internal sealed class Lease(LeaseId id, LentBlock lent, LedgerWorker worker, TimeSpan lentAt, LedgerOptions options)
{
    private const int DoublingsMax = 6;

    // The worker is at its blocks in order. What it holds when its pace is not known yet must not count as late once it is.
    private readonly int _place = worker.Leases.Count + 1;
    private readonly double _secondsPerBlock = worker.SecondsPerBlock;
    private readonly int _others = Math.Min(lent.Leases.Count, DoublingsMax);
    private readonly int _misses = Math.Min(lent.Misses, DoublingsMax);

    public LeaseId Id { get; } = id;

    /// <summary>The block.</summary>
    public LentBlock Lent { get; } = lent;

    /// <summary>Who has it.</summary>
    public LedgerWorker Worker { get; } = worker;

    public TimeSpan LentAt { get; } = lentAt;

    /// <summary>True where it is to show what the block does when nothing else is at work on its node.</summary>
    public bool IsTrial { get; set; }

    /// <summary>When its answer is so late that someone else may try besides.</summary>
    public TimeSpan Overdue => LentAt + (options.StragglerAfter + Predicted) * (1 << _others);

    /// <summary>When it ends.</summary>
    public TimeSpan Deadline => LentAt + (options.LeaseDuration + Predicted) * (1 << _misses);

    // Twice the predicted time is still no wonder: workers share their machines.
    private TimeSpan Predicted => TimeSpan.FromSeconds(2 * _place * Math.Max(_secondsPerBlock, Worker.SecondsPerBlock));
}
