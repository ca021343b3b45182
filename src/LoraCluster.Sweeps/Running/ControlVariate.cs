using System.Buffers;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// The mean of an outcome with the baseline as control variate: where the baseline's expectation μ is known, what its losses F_t missed it by tells something about
/// what the outcome's losses L_t of the same trials missed theirs by. The estimate is the mean of L_t − β₋ₜ (F_t − μ), and β₋ₜ is the regression coefficient of L on F
/// over all <em>other</em> trials: independent of F_t, so the estimate has no bias, which a coefficient from all trials would give it
/// (docs/theory.md, "Control variate").
/// </summary>
internal static class ControlVariate
{
    /// <summary>Fewer trials cannot tell the coefficient from noise.</summary>
    public const int TrialsMin = 10;

    // A baseline that scatters less than this around its mean, relatively, or does so in one trial alone, explains nothing.
    private const double Negligible = 1e-12;

    /// <summary>
    /// Fills in <see cref="OutcomeSummary.AdjustedMean"/> and <see cref="OutcomeSummary.AdjustedSd"/> of every outcome but the baseline.
    /// </summary>
    /// <param name="losses"><c>[trial * stride + outcome]</c>; outcome 0 is the baseline.</param>
    /// <param name="stride">Losses from a trial to the next.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="expectation">The baseline's expected loss.</param>
    /// <param name="summaries">One per outcome, the plain statistics filled in. Those with trials that failed are left alone.</param>
    public static void Adjust(ReadOnlySpan<double> losses, int stride, int trials, double expectation, Span<OutcomeSummary> summaries)
    {
        if (trials < TrialsMin || summaries[0].Count < trials)
        {
            return;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(2 * trials);
        var control = rented.AsSpan(0, trials);
        var adjusted = rented.AsSpan(trials, trials);
        StableSum squares = default;
        for (int t = 0; t < trials; t++)
        {
            control[t] = losses[t * stride] - summaries[0].Mean;
            squares.Add(control[t] * control[t]);
        }

        double shift = summaries[0].Mean - expectation;
        for (int o = 1; o < summaries.Length; o++)
        {
            if (summaries[o].Count == trials)
            {
                Adjust(losses[o..], stride, summaries[o].Mean, control, squares.Value, shift, adjusted);
                double mean = Sample.Mean(adjusted);
                summaries[o] = summaries[o] with { AdjustedMean = mean, AdjustedSd = Sample.StandardDeviation(adjusted, mean) };
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    // Leaving trial t out of centred sums takes a c_t l_t and a c_t² off them, where a = T/(T − 1).
    private static void Adjust(
        ReadOnlySpan<double> losses, int stride, double mean, ReadOnlySpan<double> control, double squares, double shift, Span<double> adjusted)
    {
        StableSum products = default;
        for (int t = 0; t < control.Length; t++)
        {
            products.Add(control[t] * (losses[t * stride] - mean));
        }

        double leftOut = control.Length / (control.Length - 1.0);
        for (int t = 0; t < control.Length; t++)
        {
            double c = control[t], loss = losses[t * stride];
            double others = squares - leftOut * c * c;
            double slope = others > Negligible * squares ? (products.Value - leftOut * c * (loss - mean)) / others : 0;
            adjusted[t] = loss - slope * (c + shift);
        }
    }
}
