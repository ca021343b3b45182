using System.Globalization;
using System.Text;
using LoraCluster.Numerics.Statistics;
using LoraCluster.Reports.Queries;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Reproducing;

/// <summary>
/// What the practical experiments say, a line for each cell, in Markdown: full fine-tuning, LoRA at its best rank of those tried, and the difference, paired seed by seed, with its 95 % interval by
/// Student's t. The best of several ranks is partly luck; the interval does not know.
/// </summary>
internal static class PracticalTable
{
    private const string Best = """
        WITH best AS (
          SELECT * FROM risks WHERE method = 'lora' AND measure = 'risk' AND failed = 0 QUALIFY row_number() OVER (PARTITION BY cell ORDER BY mean, rank) = 1)
        SELECT baseline.mean AS full_mean, best.rank, best.mean, best.diff_mean, best.diff_sem, best.trials - baseline.failed AS pairs, energy.mean AS energy{axes}
        FROM best JOIN risks AS baseline ON baseline.cell = best.cell AND baseline.method = 'full' AND baseline.measure = 'risk'
        JOIN risks AS energy ON energy.cell = best.cell AND energy.method = 'full' AND energy.measure = 'rank_90'
        ORDER BY best.cell
        """;

    public static string Of(IReadOnlyList<(SweepDefinition Definition, string Dataset)> sweeps)
    {
        var text = new StringBuilder();
        foreach (var (definition, dataset) in sweeps)
        {
            using var database = DatasetDatabase.Open(dataset, definition);
            string axes = string.Concat(database.SweptParameters.Select(name => $", best.\"{name}\""));
            text.AppendLine(CultureInfo.InvariantCulture, $"**{definition.Name}**").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", database.SweptParameters)} | full, error % | LoRA, error % | best rank | LoRA − full, points | verdict | rank at 90 % of full's change |")
                .AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", database.SweptParameters.Count))}---:|---:|---:|---:|---|---:|");
            foreach (var row in database.Run(Best.Replace("{axes}", axes, StringComparison.Ordinal)).Rows)
            {
                text.AppendLine(Line(row));
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Line(IReadOnlyList<object?> row)
    {
        double Number(int column) => Convert.ToDouble(row[column], CultureInfo.InvariantCulture);
        double difference = Number(3), half = row[4] is null or DBNull ? double.NaN : StudentInterval.Factor95((int)Number(5)) * Number(4);
        // Without an interval no comparison holds.
        string verdict = difference + half < 0 ? "LoRA" : difference - half > 0 ? "full" : "not told apart";
        string axes = string.Join(" | ", row.Skip(7).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"| {axes} | {100 * Number(0):F2} | {100 * Number(2):F2} | {row[1]} | {100 * difference:F2} ± {100 * half:F2} | {verdict} | {Number(6):G3} |");
    }
}
