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
    /// Fills in one row per outcome, baseline (outcome 0) first. <paramref name="losses"/> is <c>[trial * outcomes + outcome]</c>;
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

        Span<OutcomeSummary> summaries = outcomes.Count <= StackedMax ? stackalloc OutcomeSummary[outcomes.Count] : new OutcomeSummary[outcomes.Count];
        if (!LaneSummary.TrySummarize(losses, trials, summaries))
        {
            ScalarSummary.Summarize(losses, trials, summaries);
        }

        var moments = experiment.MomentsOf(cell);
        var baseline = experiment.TheoryOf(cell, outcomes[0]);
        if (moments == Moments.Finite && baseline is { Mean: { } expectation, Status: TheoryValue.Exact })
        {
            ControlVariate.Adjust(losses, trials, expectation, summaries);
        }

        for (int o = 0; o < rows.Length; o++)
        {
            var theory = o == 0 ? baseline : experiment.TheoryOf(cell, outcomes[o]);
            rows[o] = RowOf(outcomes[o], trials, summaries[o], o > 0, moments, theory);
        }
    }

    private static RiskRow RowOf(Outcome outcome, int trials, OutcomeSummary summary, bool isPaired, Moments moments, TheoryValue theory)
    {
        bool any = summary.Count > 0, pairs = isPaired && summary.Pairs > 0;
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
            DiffMean = pairs ? MeanOf(summary.DiffMean, moments) : null,
            DiffSem = pairs ? SpreadOf(summary.Pairs, summary.DiffSd, moments) / Math.Sqrt(summary.Pairs) : null,
            AdjustedMean = double.IsFinite(summary.AdjustedSd) ? summary.AdjustedMean : null,
            AdjustedSem = double.IsFinite(summary.AdjustedSd) ? summary.AdjustedSd / Math.Sqrt(trials) : null,
            WinShare = pairs ? (double)summary.Wins / summary.Pairs : null,
            TheoryMean = theory.Mean,
            TheoryStatus = theory.Status,
            Status = StatusOf(summary.Count < trials, moments),
        };
    }

    private static double? MeanOf(double value, Moments moments) =>
        moments != Moments.InfiniteMean && double.IsFinite(value) ? value : null;

    private static double? SpreadOf(int count, double value, Moments moments) =>
        moments == Moments.Finite && count >= 2 && double.IsFinite(value) ? value : null;

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
