using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The file of statistics of one part.</summary>
internal static class RiskPart
{
    /// <summary>Number of rows: one per cell and outcome.</summary>
    public static int RowCount(PartRows part) => part.Cells.Sum(cell => cell.Rows.Count);

    /// <summary>The file's bytes.</summary>
    public static byte[] ToBytes(PartRows part, IReadOnlyList<ParameterSpec> parameters, PartStamp stamp)
    {
        RiskRow[] rows = [.. part.Cells.SelectMany(cell => cell.Rows)];
        var file = new PartFileWriter(PartSchema.Risks(parameters));
        ParameterColumns.Add(file, parameters, part.Cells, cell => cell.Rows.Count, rows.Length);
        file.Add(Array.ConvertAll(rows, row => row.Outcome.Method));
        file.Add(Array.ConvertAll(rows, row => row.Outcome.Rank));
        file.Add(Array.ConvertAll(rows, row => row.Trials));
        file.Add(Array.ConvertAll(rows, row => row.Failed));
        foreach (var (_, value) in RiskStatistics.All)
        {
            file.Add(Array.ConvertAll(rows, row => Stated(value(row))));
        }

        file.Add(Array.ConvertAll(rows, row => row.TheoryStatus));
        file.Add(Array.ConvertAll(rows, row => row.Status));
        return file.ToBytes(rows.Length, stamp);
    }

    // A statistic that does not exist is null. NaN would pass through every reader's averages in silence.
    private static double? Stated(double? statistic) => statistic is double.NaN
        ? throw new ArgumentException("a statistic is NaN; one that does not exist must be null", nameof(statistic))
        : statistic;
}
