using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>What is left of a mean's variance once full fine-tuning serves as control variate: (adjusted_sem / sem)², over the cells that have both.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Rank">The rank.</param>
/// <param name="Cells">Cells that have both.</param>
/// <param name="Least">The least over them.</param>
/// <param name="Median">The median.</param>
/// <param name="Most">The largest.</param>
internal sealed record VarianceRatio(string Sweep, int Rank, int Cells, double Least, double Median, double Most)
{
    /// <summary>One for each rank of a sweep.</summary>
    public static IEnumerable<VarianceRatio> Of(string sweep, IReadOnlyList<CellRows> cells) =>
        from cell in cells
        from row in cell.Rows
        where row is { Sem: > 0, AdjustedSem: not null, Outcome.Rank: not null }
        group Math.Pow(row.AdjustedSem!.Value / row.Sem!.Value, 2) by row.Outcome.Rank!.Value into ratios
        orderby ratios.Key
        let sorted = ratios.Order().ToList()
        select new VarianceRatio(sweep, ratios.Key, sorted.Count, sorted[0], sorted[sorted.Count / 2], sorted[^1]);
}
