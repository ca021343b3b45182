using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>
/// The rows of one row group, column by column. A row is an object somewhere in memory: here it is visited once instead of once for each column. The
/// memory grows to what the largest row group needs and is used again.
/// </summary>
internal sealed class RiskTable
{
    public double[][] Statistics { get; } = [.. RiskStatistics.All.Select(_ => Array.Empty<double>())];

    public long[] Ranks { get; private set; } = [];

    public long[] Trials { get; private set; } = [];

    public long[] Failed { get; private set; } = [];

    public string[] Methods { get; private set; } = [];

    public string[] TheoryStatuses { get; private set; } = [];

    public string[] Statuses { get; private set; } = [];

    /// <summary>Takes in the next rows of a part. Throws <see cref="ArgumentException"/> for a statistic that is NaN.</summary>
    public void Load(RowWalk walk, int rows)
    {
        Grow(rows);
        for (int left = rows; left > 0;)
        {
            var run = walk.Take(left);
            for (int i = 0; i < run.Count; i++)
            {
                Load(run.Cell.Rows[run.First + i], run.Row + i);
            }

            left -= run.Count;
        }
    }

    private void Load(RiskRow row, int at)
    {
        Methods[at] = row.Outcome.Method;
        Ranks[at] = row.Outcome.Rank ?? IntegerColumn.Missing;
        Trials[at] = row.Trials;
        Failed[at] = row.Failed;
        TheoryStatuses[at] = row.TheoryStatus;
        Statuses[at] = row.Status;
        for (int i = 0; i < Statistics.Length; i++)
        {
            Statistics[i][at] = Stated(RiskStatistics.All[i].Value(row));
        }
    }

    // A statistic that does not exist is null, in a column NaN. One that is NaN itself would pass through every reader's averages in silence.
    private static double Stated(double? statistic) => statistic is not { } value ? double.NaN
        : !double.IsNaN(value) ? value
        : throw new ArgumentException("a statistic is NaN; one that does not exist must be null", nameof(statistic));

    private void Grow(int rows)
    {
        if (Ranks.Length >= rows)
        {
            return;
        }

        (Ranks, Trials, Failed) = (new long[rows], new long[rows], new long[rows]);
        (Methods, TheoryStatuses, Statuses) = (new string[rows], new string[rows], new string[rows]);
        for (int i = 0; i < Statistics.Length; i++)
        {
            Statistics[i] = new double[rows];
        }
    }
}
