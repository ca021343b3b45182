namespace LoraCluster.Sweeps.Running;

/// <summary>Counts what a <see cref="LocalSweep"/> has done and reports it after every block and part.</summary>
internal sealed class LocalProgress(int parts, int resumed, IProgress<SweepProgress>? progress, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private long _cells;
    private long _cellsOpen;
    private long _reused;
    private long _trials;
    private int _committed;

    public int PartsCommitted => resumed + _committed;

    public void Merged(MergeStep step)
    {
        _cellsOpen += step.CellsCompleted;
        _trials += step.TrialsAdded;
        Report();
    }

    public void Committed(PartMerge part)
    {
        _committed++;
        _cells += part.CellCount;
        _cellsOpen = 0;
        _reused += part.CellsReused;
        Report();
    }

    private void Report() => progress?.Report(new SweepProgress
    {
        PartsTotal = parts,
        PartsCommitted = PartsCommitted,
        PartsResumed = resumed,
        CellsDone = _cells + _cellsOpen,
        CellsReused = _reused,
        TrialsDone = _trials,
        Elapsed = clock.GetElapsedTime(_start),
    });
}
