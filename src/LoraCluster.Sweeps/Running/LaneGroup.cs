using System.Runtime.Intrinsics;

namespace LoraCluster.Sweeps.Running;

/// <summary>Eight outcomes of a cell at a time, one in each lane.</summary>
/// <param name="losses"><c>[trial * stride + outcome]</c>.</param>
/// <param name="stride">Losses from a trial to the next.</param>
/// <param name="values">Room for one vector a trial.</param>
/// <param name="differences">Room for another.</param>
internal readonly ref struct LaneGroup(
    ReadOnlySpan<double> losses, int stride, Span<Vector512<double>> values, Span<Vector512<double>> differences)
{
    private readonly ReadOnlySpan<double> _losses = losses;
    private readonly Span<Vector512<double>> _values = values;
    private readonly Span<Vector512<double>> _differences = differences;

    /// <summary>Sums up the outcomes from <paramref name="first"/> on, at most eight; see <see cref="LaneSummary.TrySummarize"/>.</summary>
    public bool TrySummarize(int first, Span<OutcomeSummary> summaries)
    {
        var wins = Gather(first);
        var (mean, diffMean) = (LaneSample.Mean(_values), LaneSample.Mean(_differences));
        Span<double> sd = stackalloc double[summaries.Length];
        Span<double> diffSd = stackalloc double[summaries.Length];
        if (!LaneSample.TryStandardDeviation(_values, mean, sd) || !LaneSample.TryStandardDeviation(_differences, diffMean, diffSd))
        {
            return false;
        }

        LaneSort.Sort(_values);
        var (q05, q50, q95) = (LaneSample.Quantile(_values, 0.05), LaneSample.Quantile(_values, 0.5), LaneSample.Quantile(_values, 0.95));
        for (int i = 0; i < summaries.Length; i++)
        {
            summaries[i] = new OutcomeSummary
            {
                Count = _values.Length,
                Mean = mean[i],
                Sd = sd[i],
                Min = _values[0][i],
                Q05 = q05[i],
                Q50 = q50[i],
                Q95 = q95[i],
                Max = _values[^1][i],
                Pairs = _values.Length,
                DiffMean = diffMean[i],
                DiffSd = diffSd[i],
                Wins = (int)wins[i],
            };
        }

        return true;
    }

    // Lanes without an outcome get the next trial's losses; nobody looks at what becomes of them.
    private Vector512<long> Gather(int first)
    {
        var wins = Vector512<long>.Zero;
        Span<double> padded = stackalloc double[Vector512<double>.Count];
        for (int t = 0; t < _values.Length; t++)
        {
            scoped var trial = _losses[(t * stride + first)..];
            if (trial.Length < padded.Length)
            {
                trial.CopyTo(padded);
                trial = padded;
            }

            // Adding zero turns −0 into 0, as in ScalarSummary.
            var value = Vector512.Create(trial) + Vector512<double>.Zero;
            var baseline = Vector512.Create(_losses[t * stride] + 0.0);
            _values[t] = value;
            _differences[t] = value - baseline;
            wins -= Vector512.LessThan(value, baseline).AsInt64();
        }

        return wins;
    }
}
