using System.Buffers;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Summaries outcome by outcome, in plain arithmetic: for whatever <see cref="LaneSummary"/> leaves aside, and what it must equal bit for bit. A loss
/// that is not finite is left out; in a paired statistic the whole pair is.
/// </summary>
internal static class ScalarSummary
{
    /// <summary>One summary per outcome, outcome 0 being the baseline. <paramref name="losses"/> is <c>[trial * stride + outcome]</c>.</summary>
    public static void Summarize(ReadOnlySpan<double> losses, int stride, int trials, Span<OutcomeSummary> summaries)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(checked(3 * trials));
        var baseline = rented.AsSpan(0, trials);
        var column = rented.AsSpan(trials, trials);
        var room = rented.AsSpan(2 * trials, trials);
        Gather(losses, 0, stride, baseline);
        for (int o = 0; o < summaries.Length; o++)
        {
            Gather(losses, o, stride, column);
            summaries[o] = WithPairs(Of(column, room), column, baseline, room);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Gather(ReadOnlySpan<double> losses, int outcome, int stride, Span<double> column)
    {
        for (int t = 0; t < column.Length; t++)
        {
            // Adding zero turns −0 into 0: the two sort as equals, so which comes first would be the sorter's choice.
            column[t] = losses[t * stride + outcome] + 0.0;
        }
    }

    private static OutcomeSummary Of(ReadOnlySpan<double> column, Span<double> room)
    {
        int count = 0;
        foreach (double loss in column)
        {
            room[count] = loss;
            count += double.IsFinite(loss) ? 1 : 0;
        }

        if (count == 0)
        {
            return new OutcomeSummary { Count = 0 };
        }

        var values = room[..count];
        double mean = Sample.Mean(values);
        double sd = Sample.StandardDeviation(values, mean);
        values.Sort();
        return new OutcomeSummary
        {
            Count = count,
            Mean = mean,
            Sd = sd,
            Min = values[0],
            Q05 = Sample.Quantile(values, 0.05),
            Q50 = Sample.Quantile(values, 0.5),
            Q95 = Sample.Quantile(values, 0.95),
            Max = values[^1],
        };
    }

    private static OutcomeSummary WithPairs(OutcomeSummary summary, ReadOnlySpan<double> column, ReadOnlySpan<double> baseline, Span<double> room)
    {
        int pairs = 0, wins = 0;
        for (int t = 0; t < column.Length; t++)
        {
            if (double.IsFinite(column[t]) && double.IsFinite(baseline[t]))
            {
                room[pairs++] = column[t] - baseline[t];
                wins += column[t] < baseline[t] ? 1 : 0;
            }
        }

        if (pairs == 0)
        {
            return summary;
        }

        var differences = room[..pairs];
        double mean = Sample.Mean(differences);
        return summary with { Pairs = pairs, DiffMean = mean, DiffSd = Sample.StandardDeviation(differences, mean), Wins = wins };
    }
}
