using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>What a run has achieved, in numbers.</summary>
internal sealed class LedgerTally(int partsTotal, int partsResumed)
{
    private const int FailedBlocksNamed = 100;

    private readonly List<FailedBlock> _failed = [];
    private long _failedCount;
    private long _cells;
    private long _reused;
    private long _trials;

    public int PartsCommitted { get; private set; } = partsResumed;

    public void Stored(long trials, int cells, int reused)
    {
        PartsCommitted++;
        _cells += cells;
        _reused += reused;
        _trials += trials;
    }

    public void GaveUp(Block block, string message)
    {
        _failedCount++;
        if (_failed.Count < FailedBlocksNamed)
        {
            _failed.Add(new FailedBlock(block, message));
        }
    }

    public SweepOutcome Finished() => _failedCount == 0
        ? new SweepOutcome.Completed(partsTotal)
        : Failed(SweepFailure.FailedCells, $"{_failedCount} blocks were given up, each after bringing down several workers");

    public SweepOutcome Failed(SweepFailure kind, string message) =>
        new SweepOutcome.Failed(PartsCommitted, partsTotal, kind, message, _failed.ToArray());

    public SweepOutcome Stopped(StopReason reason, string message) =>
        new SweepOutcome.Stopped(PartsCommitted, partsTotal, reason, message);

    public SweepProgress Progress(int resumed, IEnumerable<OpenPart> open, TimeSpan elapsed, string? paused) => new()
    {
        PartsTotal = partsTotal,
        PartsCommitted = PartsCommitted,
        PartsResumed = resumed,
        CellsDone = _cells + open.Sum(p => p.CellsDone),
        CellsReused = _reused,
        TrialsDone = _trials + open.Sum(p => p.TrialsDone),
        Elapsed = elapsed,
        PausedBecause = paused,
    };
}
