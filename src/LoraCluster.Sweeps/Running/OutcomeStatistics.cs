using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// From the losses of one cell to its rows. Sums run in trial order with compensation, so that the bits depend on the
/// losses alone. A loss that is not finite counts as failed and is left out; in a paired statistic the whole pair is.
/// </summary>
public static class OutcomeStatistics
{
    // Some 100 bytes each.
    private const int StackedMax = 64;

    /// <summary>The rows of a cell, as <see cref="Fill"/> makes them.</summary>
    public static IReadOnlyList<RiskRow> Rows(
        IExperiment experiment, Cell cell, IReadOnlyList<Outcome> outcomes, ReadOnlySpan<double> losses, int trials)
    {
        var rows = new RiskRow[outcomes.Count];
        Fill(rows, experiment, cell, outcomes, losses, trials);
        return rows;
    }

    /// <summary>
    /// Fills in one row per outcome, measure by measure, the baseline first in each. <paramref name="losses"/> is <c>[trial * outcomes + outcome]</c>;
    /// throws <see cref="ArgumentException"/> where its length is not trials × outcomes, or there is not a row for each outcome.
    /// </summary>
    public static void Fill(
        Span<RiskRow> rows,
        IExperiment experiment,
        Cell cell,
        IReadOnlyList<Outcome> outcomes,
        ReadOnlySpan<double> losses,
        int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, outcomes.Count, nameof(rows));
        if (losses.Length != (long)trials * outcomes.Count)
        {
            throw new ArgumentException($"{losses.Length} losses for {trials} trials of {outcomes.Count} outcomes", nameof(losses));
        }

        AdviceRegret? advised = null;
        for (int first = 0; first < rows.Length;)
        {
            int count = MeasureLength(outcomes, first);
            FillMeasure(rows.Slice(first, count), experiment, cell, outcomes, first, losses[Math.Min(first, losses.Length)..], trials, ref advised);
            first += count;
        }
    }

    // Outcomes of one measure stand side by side.
    private static int MeasureLength(IReadOnlyList<Outcome> outcomes, int first)
    {
        int end = first + 1;
        while (end < outcomes.Count && outcomes[end].Measure == outcomes[first].Measure)
        {
            end++;
        }

        return end - first;
    }

    private static void FillMeasure(
        Span<RiskRow> rows, IExperiment experiment, Cell cell, IReadOnlyList<Outcome> outcomes, int first, ReadOnlySpan<double> losses, int trials, ref AdviceRegret? advised)
    {
        Span<OutcomeSummary> summaries = rows.Length <= StackedMax ? stackalloc OutcomeSummary[rows.Length] : new OutcomeSummary[rows.Length];
        if (!LaneSummary.TrySummarize(losses, outcomes.Count, trials, summaries))
        {
            ScalarSummary.Summarize(losses, outcomes.Count, trials, summaries);
        }

        var moments = experiment.MomentsOf(cell, outcomes[first]);
        var baseline = experiment.TheoryOf(cell, outcomes[first]);
        if (moments == Moments.Finite && baseline is { Mean: { } expectation, Status: TheoryValue.Exact })
        {
            ControlVariate.Adjust(losses, outcomes.Count, trials, expectation, summaries);
        }

        if (first == 0)
        {
            advised = AdviceRegret.Of(experiment, cell, outcomes, summaries);
        }

        for (int o = 0; o < rows.Length; o++)
        {
            var outcome = outcomes[first + o];
            var theory = o == 0 ? baseline : experiment.TheoryOf(cell, outcome);
            rows[o] = RowOf(outcome, trials, summaries[o], o > 0 ? moments : null, experiment.MomentsOf(cell, outcome), theory, experiment.MissingWord, advised);
        }
    }

    // Moments of the baseline are given where there is a pair.
    private static RiskRow RowOf(
        Outcome outcome, int trials, OutcomeSummary summary, Moments? baseline, Moments moments, TheoryValue theory, string missingWord, AdviceRegret? advised)
    {
        bool any = summary.Count > 0, pairs = baseline is not null && summary.Pairs > 0, isAdjusted = moments == Moments.Finite && double.IsFinite(summary.AdjustedSd);
        var paired = baseline > moments ? baseline.Value : moments;
        double? sd = SpreadOf(summary.Count, summary.Sd, moments);
        return new RiskRow
        {
            Outcome = outcome,
            Trials = trials,
            Failed = trials - summary.Count,
            Mean = any ? MeanOf(summary.Mean, moments) : null,
            Sd = sd,
            Sem = sd / Math.Sqrt(summary.Count),
            Min = any ? summary.Min : null,
            Q05 = any ? summary.Q05 : null,
            Q50 = any ? summary.Q50 : null,
            Q95 = any ? summary.Q95 : null,
            Max = any ? summary.Max : null,
            DiffMean = pairs ? MeanOf(summary.DiffMean, paired) : null,
            DiffSem = pairs ? SpreadOf(summary.Pairs, summary.DiffSd, paired) / Math.Sqrt(summary.Pairs) : null,
            AdjustedMean = isAdjusted ? summary.AdjustedMean : null,
            AdjustedSem = isAdjusted ? summary.AdjustedSd / Math.Sqrt(trials) : null,
            WinShare = pairs ? (double)summary.Wins / summary.Pairs : null,
            TheoryMean = theory.Mean,
            AdvisedRank = advised?.Rank,
            AdvisedRegret = advised?.Regret,
            TheoryStatus = theory.Status,
            Status = StatusOf(summary.Count < trials ? missingWord : null, moments),
        };
    }

    private static double? MeanOf(double value, Moments moments) =>
        moments != Moments.InfiniteMean && double.IsFinite(value) ? value : null;

    private static double? SpreadOf(int count, double value, Moments moments) =>
        moments == Moments.Finite && count >= 2 && double.IsFinite(value) ? value : null;

    private static string StatusOf(string? missing, Moments moments)
    {
        string? moment = moments switch { Moments.InfiniteMean => "infinite_mean", Moments.InfiniteVariance => "infinite_variance", _ => null };
        return (moment, missing) switch
        {
            (null, null) => "ok",
            ({ } first, { } second) => $"{first}, {second}",
            _ => moment ?? missing!,
        };
    }
}
