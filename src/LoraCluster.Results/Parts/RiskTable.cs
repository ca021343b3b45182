using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>
/// The rows of one row group, column by column: each row is visited once instead of once for each of its columns. The
/// memory grows to what the largest row group needs and is used again.
/// </summary>
internal sealed class RiskTable
{
    public double[][] Statistics { get; } = [.. RiskStatistics.Names.Select(_ => Array.Empty<double>())];

    public long[] Ranks { get; private set; } = [];

    public long[] Trials { get; private set; } = [];

    public long[] Failed { get; private set; } = [];

    public long[] AdvisedRanks { get; private set; } = [];

    public string[] Methods { get; private set; } = [];

    public string[] Measures { get; private set; } = [];

    public string[] TheoryStatuses { get; private set; } = [];

    public string[] Statuses { get; private set; } = [];

    /// <summary>Takes in the next rows of a part.</summary>
    public void Load(PartRows part, RowWalk walk, int rows)
    {
        Grow(rows);
        Span<double> statistics = stackalloc double[Statistics.Length];
        for (int left = rows; left > 0;)
        {
            var run = walk.Take(left);
            var cell = part.RowsOf(run.Cell).Slice(run.First, run.Count);
            for (int i = 0; i < cell.Length; i++)
            {
                Load(in cell[i], run.Row + i, statistics);
            }

            left -= run.Count;
        }
    }

    private void Load(in RiskRow row, int at, Span<double> statistics)
    {
        Methods[at] = row.Outcome.Method;
        Measures[at] = row.Outcome.Measure;
        Ranks[at] = row.Outcome.Rank ?? IntegerColumn.Missing;
        AdvisedRanks[at] = row.AdvisedRank ?? IntegerColumn.Missing;
        Trials[at] = row.Trials;
        Failed[at] = row.Failed;
        TheoryStatuses[at] = row.TheoryStatus;
        Statuses[at] = row.Status;
        RiskStatistics.Read(in row, statistics);
        for (int i = 0; i < statistics.Length; i++)
        {
            Statistics[i][at] = statistics[i];
        }
    }

    private void Grow(int rows)
    {
        if (Ranks.Length >= rows)
        {
            return;
        }

        (Ranks, AdvisedRanks, Trials, Failed) = (new long[rows], new long[rows], new long[rows], new long[rows]);
        (Methods, Measures, TheoryStatuses, Statuses) = (new string[rows], new string[rows], new string[rows], new string[rows]);
        for (int i = 0; i < Statistics.Length; i++)
        {
            Statistics[i] = new double[rows];
        }
    }
}
