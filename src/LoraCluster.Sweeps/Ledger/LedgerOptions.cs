using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>The ledger's patience and appetite. Results do not depend on any of it.</summary>
public sealed record LedgerOptions
{
    /// <summary>Rows of open parts held in memory at most, on average over the grid; at least two parts may always be open.</summary>
    public const long OpenRowsMax = 2 * PartPlan.RowsPerPart;

    /// <summary>Parts open at a time at most; fewer where there are few workers.</summary>
    public int OpenPartsMax { get; init; } = 16;

    /// <summary>Parts open at a time for each worker at most, besides two: a few keep everyone busy across a part's end, more would only cost memory, but where workers are to have much in hand.</summary>
    public int OpenPartsPerWorker { get; init; } = 2;

    /// <summary>Blocks that any worker may hold if it wants to, however many workers there are.</summary>
    public const int LeasesPerWorkerMin = 4;

    /// <summary>
    /// Leases of all workers together, shared evenly: what is under way lies in the aggregators' memory, and where there are many workers
    /// none of them needs many blocks at hand.
    /// </summary>
    public int LeasesMax { get; init; } = 1024;

    /// <summary>
    /// Blocks that a worker is lent at a time at most, however many more it wants. Where workers hold a minute of work this deals the blocks of a part out to all of them,
    /// so that it becomes whole early: what an aggregator holds of parts in the making is lost with it.
    /// </summary>
    public int LeasesPerTurn { get; init; } = int.MaxValue;

    /// <summary>
    /// A worker is lent more once it has room for this many blocks: where it holds a minute of work, a message for each block would only keep the coordinator busy.
    /// </summary>
    public int RefillAt { get; init; } = 1;

    /// <summary>Time until a block is lent to someone else instead, on top of twice its predicted time; both doubled, up to 64 times, with every lease of the block that expired or was lost.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When nothing fresh is left, blocks out for longer than this beyond twice their predicted time are lent to someone else besides, after twice that time to a third, and so on; the first answer wins. A worker that holds
    /// nothing for five seconds loses the oldest of the leases that are as old, or, where the block was missed before, two, four or eight times as old, and others of the part once that block's next lease is answered first.</summary>
    public TimeSpan StragglerAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whoever has not asked for this long may be gone, and is lent nothing; what it holds counts as overdue. Workers ask every five seconds at least, but for those that finish their last block.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When nothing fresh is left, a worker that has this much more work in hand than another gives some of it up.</summary>
    public TimeSpan StealAbove { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>While parts wait to be opened, only a worker that has less work in hand than this gets some of others': where all have a minute, moving blocks to and fro would keep the coordinator busy for nothing.</summary>
    public TimeSpan StealBelow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a ledger that takes over from another listens before it lends: aggregators say which blocks they hold, workers which leases. 0 where there was no other.
    /// </summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.Zero;

    /// <summary>Workers that a block may bring down before it is given up.</summary>
    public int KillsMax { get; init; } = 3;

    /// <summary>How long a block that one more loss would give up waits, once nothing else is left to lend, for a node at which nothing else is at work; then anyone gets it, and what happens then proves nothing against it.</summary>
    public TimeSpan TrialPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node is lent nothing after a worker of it has failed at a block; doubled with every further failure, up to 64 times this, until one of its blocks is merged. The node may be the one that is sick; where every other that can be heard is, too, none rests.</summary>
    public TimeSpan CrashRest { get; init; } = TimeSpan.Zero;

    /// <summary>Time the disk may stay full before the sweep stops, resumable.</summary>
    public TimeSpan DiskWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time before a disk that was full, or failed, is tried again; doubled up to thirty-two times this.</summary>
    public TimeSpan StoreBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Device failures, of all aggregators together, before the sweep stops.</summary>
    public int StoreFailuresMax { get; init; } = 3;

    /// <summary>Time to wait for word of a part to be stored before asking again; doubled each time, up to <see cref="StorePatienceMax"/>.</summary>
    public TimeSpan StorePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two orders to store the same part.</summary>
    public TimeSpan StorePatienceMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time that running blocks and unfinished commits get once someone asks the sweep to stop.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether the trials of a cell may show that its later ones are not needed: then these wait for those, unless a worker has nothing else to do.</summary>
    public bool CellsMaySettle { get; init; }

    /// <summary>The same for a cluster, where a minute of every worker's work is to be open.</summary>
    public const long ClusterOpenRowsMax = 16 * PartPlan.RowsPerPart;

    private const int OpenPartsCap = 1024;

    // A million leases, in blocks of 100 ms, are ten thousand parts.
    private const int ClusterOpenPartsCap = 1 << 14;

    // Predicted; a minute and more also where workers are faster than predicted.
    private const double OpenSecondsPerWorker = 120;

    /// <summary>
    /// The options for a sweep on a cluster: open parts and leases enough for a minute and more of work for each of a thousand workers and more. Where cells may settle, a part lends one block at a time, and
    /// more open parts would help little.
    /// </summary>
    public static LedgerOptions ForCluster(SweepDefinition definition, PlanSample sample, PartPlan plan, BlockPlan blocks)
    {
        var options = For(definition, sample, plan, ClusterOpenRowsMax, ClusterOpenPartsCap);
        double secondsPerPart = PerPart(sample.Seconds, sample, plan);
        // One part stands for all, but where it has next to nothing in it.
        double blocksPerPart = Math.Max(blocks.Blocks(plan.Part(plan.PartCount / 2)).Count(), secondsPerPart / BlockPlan.SecondsPerBlock);
        return options with
        {
            OpenPartsPerWorker = options.CellsMaySettle ? options.OpenPartsPerWorker : (int)Math.Clamp(Math.Ceiling(OpenSecondsPerWorker / secondsPerPart), options.OpenPartsPerWorker, options.OpenPartsMax),
            // The rest is merged, of parts that others have not finished: were everything lent that is open, the longest queue would keep every part open, and others would run dry.
            LeasesMax = (int)Math.Clamp(options.OpenPartsMax * blocksPerPart * 2 / 3, 1, 1 << 20),
            LeasesPerTurn = 8,
            RefillAt = 8,
            CrashRest = TimeSpan.FromSeconds(2),
            // A node whose device fails leaves by itself, and its parts go to others.
            StoreFailuresMax = int.MaxValue,
        };
    }

    /// <summary>The options for a sweep on one machine: as many open parts as the rows of its average part allow.</summary>
    public static LedgerOptions For(SweepDefinition definition, PlanSample sample, PartPlan plan) => For(definition, sample, plan, OpenRowsMax, OpenPartsCap);

    private static LedgerOptions For(SweepDefinition definition, PlanSample sample, PartPlan plan, long openRowsMax, int openPartsCap) => new()
    {
        OpenPartsMax = (int)Math.Clamp(openRowsMax / Math.Max(PerPart(sample.Rows, sample, plan), 1), 2, openPartsCap),
        CellsMaySettle = definition.Precision is not null,
    };

    private static double PerPart(double sampled, PlanSample sample, PartPlan plan) => sample.Positions == 0 ? 0 : sampled / sample.Positions * plan.PositionsPerPart;
}
