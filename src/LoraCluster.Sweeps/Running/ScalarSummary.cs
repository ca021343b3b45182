namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Summaries outcome by outcome, in plain arithmetic: for whatever <see cref="LaneSummary"/> leaves aside, and what it must equal bit for bit. A loss
/// that is not finite is left out; in a paired statistic the whole pair is.
/// </summary>
internal static class ScalarSummary
{
    /// <summary>One summary per outcome, outcome 0 being the baseline. <paramref name="losses"/> is <c>[trial * outcomes + outcome]</c>.</summary>
    public static void Summarize(ReadOnlySpan<double> losses, int trials, Span<OutcomeSummary> summaries)
    {
        double[] baseline = Column(losses, 0, summaries.Length, trials);
        for (int o = 0; o < summaries.Length; o++)
        {
            summaries[o] = Of(o == 0 ? baseline : Column(losses, o, summaries.Length, trials), baseline);
        }
    }

    private static double[] Column(ReadOnlySpan<double> losses, int outcome, int outcomes, int trials)
    {
        var column = new double[trials];
        for (int t = 0; t < trials; t++)
        {
            // Adding zero turns −0 into 0: the two sort as equals, so which comes first would be the sorter's choice.
            column[t] = losses[t * outcomes + outcome] + 0.0;
        }

        return column;
    }

    private static OutcomeSummary Of(double[] column, double[] baseline)
    {
        double[] values = Array.FindAll(column, double.IsFinite);
        if (values.Length == 0)
        {
            return new OutcomeSummary { Count = 0 };
        }

        double mean = Sample.Mean(values);
        double sd = Sample.StandardDeviation(values, mean);
        double[] differences = Differences(column, baseline, out int wins);
        double diffMean = differences.Length == 0 ? double.NaN : Sample.Mean(differences);
        Array.Sort(values);
        return new OutcomeSummary
        {
            Count = values.Length,
            Mean = mean,
            Sd = sd,
            Min = values[0],
            Q05 = Sample.Quantile(values, 0.05),
            Q50 = Sample.Quantile(values, 0.5),
            Q95 = Sample.Quantile(values, 0.95),
            Max = values[^1],
            Pairs = differences.Length,
            DiffMean = diffMean,
            DiffSd = Sample.StandardDeviation(differences, diffMean),
            Wins = wins,
        };
    }

    private static double[] Differences(double[] column, double[] baseline, out int wins)
    {
        var differences = new List<double>(column.Length);
        wins = 0;
        for (int t = 0; t < column.Length; t++)
        {
            if (double.IsFinite(column[t]) && double.IsFinite(baseline[t]))
            {
                differences.Add(column[t] - baseline[t]);
                wins += column[t] < baseline[t] ? 1 : 0;
            }
        }

        return [.. differences];
    }
}
