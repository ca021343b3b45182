using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// From the losses of one cell to its rows. Sums run in trial order with compensation, so that the bits depend on the
/// losses alone. A loss that is not finite counts as failed and is left out; in a paired statistic the whole pair is.
/// </summary>
public static class OutcomeStatistics
{
    /// <summary>
    /// One row per outcome, baseline (outcome 0) first. <paramref name="losses"/> is <c>[trial * outcomes + outcome]</c>;
    /// throws <see cref="ArgumentException"/> where its length is not trials × outcomes.
    /// </summary>
    public static IReadOnlyList<RiskRow> Rows(
        IExperiment experiment,
        Cell cell,
        IReadOnlyList<Outcome> outcomes,
        ReadOnlySpan<double> losses,
        int trials)
    {
        if (losses.Length != (long)trials * outcomes.Count)
        {
            throw new ArgumentException($"{losses.Length} losses for {trials} trials of {outcomes.Count} outcomes", nameof(losses));
        }

        var moments = experiment.MomentsOf(cell);
        var rows = new RiskRow[outcomes.Count];
        var baseline = Column(losses, 0, outcomes.Count, trials);
        for (int o = 0; o < rows.Length; o++)
        {
            var column = o == 0 ? baseline : Column(losses, o, outcomes.Count, trials);
            var row = RowOf(outcomes[o], column, moments, experiment.TheoryOf(cell, outcomes[o]));
            rows[o] = o == 0 ? row : WithPairs(row, column, baseline, moments);
        }

        return rows;
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

    private static RiskRow RowOf(Outcome outcome, double[] column, Moments moments, TheoryValue theory)
    {
        double[] values = Array.FindAll(column, double.IsFinite);
        var row = new RiskRow
        {
            Outcome = outcome,
            Trials = column.Length,
            Failed = column.Length - values.Length,
            TheoryMean = theory.Mean,
            TheoryStatus = theory.Status,
            Status = StatusOf(values.Length < column.Length, moments),
        };
        if (values.Length == 0)
        {
            return row;
        }

        double mean = Sample.Mean(values);
        double? sd = moments == Moments.Finite ? SpreadOf(values, mean) : null;
        Array.Sort(values);
        return row with
        {
            Mean = moments == Moments.InfiniteMean ? null : Finite(mean),
            Sd = sd,
            Sem = sd / Math.Sqrt(values.Length),
            Min = values[0],
            Q05 = Sample.Quantile(values, 0.05),
            Q50 = Sample.Quantile(values, 0.5),
            Q95 = Sample.Quantile(values, 0.95),
            Max = values[^1],
        };
    }

    private static RiskRow WithPairs(RiskRow row, double[] column, double[] baseline, Moments moments)
    {
        var differences = new List<double>(column.Length);
        int wins = 0;
        for (int t = 0; t < column.Length; t++)
        {
            if (double.IsFinite(column[t]) && double.IsFinite(baseline[t]))
            {
                differences.Add(column[t] - baseline[t]);
                wins += column[t] < baseline[t] ? 1 : 0;
            }
        }

        if (differences.Count == 0)
        {
            return row;
        }

        double[] values = [.. differences];
        double mean = Sample.Mean(values);
        return row with
        {
            DiffMean = moments == Moments.InfiniteMean ? null : Finite(mean),
            DiffSem = moments == Moments.Finite ? SpreadOf(values, mean) / Math.Sqrt(values.Length) : null,
            WinShare = (double)wins / values.Length,
        };
    }

    private static double? SpreadOf(double[] values, double mean) =>
        values.Length < 2 ? null : Finite(Sample.StandardDeviation(values, mean));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string StatusOf(bool someFailed, Moments moments) => (someFailed, moments) switch
    {
        (true, Moments.InfiniteMean) => "infinite_mean, nonconverged",
        (true, Moments.InfiniteVariance) => "infinite_variance, nonconverged",
        (true, _) => "nonconverged",
        (_, Moments.InfiniteMean) => "infinite_mean",
        (_, Moments.InfiniteVariance) => "infinite_variance",
        _ => "ok",
    };
}
