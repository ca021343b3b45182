namespace LoraCluster.Sweeps.Running;

/// <summary>How a run of a sweep ended. Parts committed by earlier runs count as committed.</summary>
/// <param name="PartsCommitted">Parts on disk.</param>
/// <param name="PartsTotal">Parts of the sweep.</param>
public abstract record SweepOutcome(int PartsCommitted, int PartsTotal)
{
    /// <summary>Every part is committed.</summary>
    public sealed record Completed(int PartsTotal) : SweepOutcome(PartsTotal, PartsTotal);

    /// <summary>Stopped early; running the same sweep again goes on from here.</summary>
    /// <param name="PartsCommitted">Parts on disk.</param>
    /// <param name="PartsTotal">Parts of the sweep.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Message">The particulars in words; empty where nothing went wrong.</param>
    public sealed record Stopped(int PartsCommitted, int PartsTotal, StopReason Reason, string Message)
        : SweepOutcome(PartsCommitted, PartsTotal);

    /// <summary>Something is wrong that running again will not mend by itself.</summary>
    /// <param name="PartsCommitted">Parts on disk.</param>
    /// <param name="PartsTotal">Parts of the sweep.</param>
    /// <param name="Kind">What kind of failure.</param>
    /// <param name="Message">The particulars in words.</param>
    /// <param name="FailedBlocks">The blocks given up, at most 100 of them.</param>
    public sealed record Failed(
        int PartsCommitted,
        int PartsTotal,
        SweepFailure Kind,
        string Message,
        IReadOnlyList<FailedBlock> FailedBlocks) : SweepOutcome(PartsCommitted, PartsTotal)
    {
        /// <summary>The message, and a line for each of the blocks given up, with its cells and trials.</summary>
        public string Describe() => Message + string.Concat(FailedBlocks.Select(block =>
            $"\n  cells {block.Block.FirstPosition}…{block.Block.FirstPosition + block.Block.PositionCount - 1}, "
            + $"trials {block.Block.FirstTrial}…{block.Block.FirstTrial + block.Block.TrialCount - 1}: {block.Message}"));
    }
}
