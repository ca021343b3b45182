namespace LoraCluster.Sweeps.Planning;

/// <summary>What one cell asks of a block: losses per trial, trials, predicted seconds per trial.</summary>
internal readonly record struct CellLoad(int Outcomes, int Trials, double SecondsPerTrial)
{
    public long Losses => (long)Outcomes * Trials;

    public double Seconds => SecondsPerTrial * Trials;

    /// <summary>A cell slightly over the target is not worth cutting into two halves of uneven size.</summary>
    public bool FitsOneBlock => Losses <= BlockPlan.LossesPerBlock && Seconds <= 1.5 * BlockPlan.SecondsPerBlock;

    /// <summary>Trials of each block of a cell that does not fit: whole batches as far as one batch fits.</summary>
    public int TrialsPerBlock
    {
        get
        {
            int byLosses = BlockPlan.LossesPerBlock / Outcomes;
            double bySeconds = SecondsPerTrial > 0 ? BlockPlan.SecondsPerBlock / SecondsPerTrial : int.MaxValue;
            int wanted = (int)Math.Min(byLosses, bySeconds);
            if (wanted >= BlockPlan.BatchTrials)
            {
                return wanted - wanted % BlockPlan.BatchTrials;
            }

            if (wanted >= BlockPlan.SmallBatchTrials)
            {
                return wanted - wanted % BlockPlan.SmallBatchTrials;
            }

            // Time may be exceeded for a batch's sake, the frame may not.
            return Math.Clamp(byLosses, 1, BlockPlan.SmallBatchTrials);
        }
    }
}
