using System.Text;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>Cells as text in which doubles are bit patterns: equal texts mean equal rows, signs of zero included.</summary>
public static class Bits
{
    public static string Of(IEnumerable<CellRows> cells, bool withLosses = true) => string.Join('\n', cells.Select(cell => Of(cell, withLosses)));

    private static string Of(CellRows cell, bool withLosses)
    {
        var text = new StringBuilder();
        text.Append(cell.Cell.Index).Append(' ').AppendJoin(',', cell.Cell.Values.Select(value => $"{value.Kind}:{value}"));
        foreach (var row in cell.Rows)
        {
            text.Append("\n  ").Append(row.Outcome).Append(' ').Append(row.Trials).Append(' ').Append(row.Failed).Append(' ')
                .AppendJoin(' ', Numbers(row).Select(Hex)).Append(' ').Append(row.TheoryStatus).Append(' ').Append(row.Status);
        }

        return withLosses && cell.Losses is not null ? text.Append("\n  ").AppendJoin(' ', cell.Losses.Select(Loss)).ToString() : text.ToString();
    }

    private static double?[] Numbers(RiskRow row) =>
    [
        row.Mean, row.Sd, row.Sem, row.Min, row.Q05, row.Q50, row.Q95, row.Max, row.DiffMean, row.DiffSem, row.AdjustedMean, row.AdjustedSem, row.WinShare, row.TheoryMean,
    ];

    private static string Hex(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number).ToString("x16") : "null";

    private static string Loss(double value) => double.IsNaN(value) ? "failed" : Hex(value);
}
