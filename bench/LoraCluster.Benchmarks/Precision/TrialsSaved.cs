using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Benchmarks.Precision;

/// <summary>What a sweep takes with and without stopping.</summary>
/// <param name="Cells">Cells in which variances exist.</param>
/// <param name="Adaptive">Trials of all of them, each run to its stop.</param>
/// <param name="WorstError">The largest relative standard error that is left.</param>
/// <param name="Fixed">Trials that every cell would need for no larger an error anywhere.</param>
internal sealed record TrialsSaved(int Cells, long Adaptive, double WorstError, long Fixed)
{
    /// <summary>Runs a sweep's cells.</summary>
    public static TrialsSaved On(SweepDefinition sweep, PrecisionRule rule)
    {
        var cells = StoppedCells.Of(sweep, rule);
        double worst = cells.SelectMany(rows => rows).Max(row => row.Sem!.Value / row.Mean!.Value);
        double needed = cells.SelectMany(rows => rows).Max(row => Math.Pow(row.Sd!.Value / row.Mean!.Value / worst, 2));
        return new TrialsSaved(cells.Count, cells.Sum(rows => (long)rows[0].Trials), worst, (long)Math.Ceiling(needed));
    }
}
