using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class ControlVariateTests
{
    private const int Outcomes = 2;

    [Fact]
    public void Each_trial_is_adjusted_by_the_regression_over_the_others()
    {
        var dice = new Random(1);
        double[] losses = Losses(dice, 25, slope: 0.7, noise: 0.5);
        double[] expected = [.. Enumerable.Range(0, 25).Select(t => Loss(losses, t) - SlopeWithout(losses, t) * (Baseline(losses, t) - 1.0))];

        var adjusted = Adjusted(losses);

        Assert.Equal(expected.Average(), adjusted.AdjustedMean, 1e-13);
        Assert.Equal(Math.Sqrt(expected.Sum(v => Math.Pow(v - expected.Average(), 2)) / 24), adjusted.AdjustedSd, 1e-13);
    }

    [Theory]
    [InlineData(10, 0.7, 1.0)]
    [InlineData(10, 0.0, 1.0)]
    [InlineData(10, -2.0, 0.1)]
    [InlineData(100, 0.7, 1.0)]
    public void It_has_no_bias_and_an_honest_standard_error_even_for_few_and_skewed_trials(int trials, double slope, double noise)
    {
        const int Repeats = 20_000;
        var dice = new Random(2);
        double sum = 0, squares = 0, scores = 0;
        for (int i = 0; i < Repeats; i++)
        {
            var adjusted = Adjusted(Losses(dice, trials, slope, noise));
            double error = adjusted.AdjustedMean - slope;
            sum += error;
            squares += error * error;
            scores += adjusted.AdjustedSd * adjusted.AdjustedSd / trials;
        }

        double bias = sum / Repeats, variance = squares / Repeats;

        Assert.InRange(bias / Math.Sqrt(variance / Repeats), -4, 4);
        Assert.InRange(scores / squares, 0.85, 1.35);
    }

    [Fact]
    public void It_takes_away_what_the_baseline_explains_of_the_variance()
    {
        // L = 2 F + noise of standard deviation 0.5, and F has variance 1: one part in 17 is left.
        var dice = new Random(3);
        double plain = 0, adjusted = 0;
        for (int i = 0; i < 500; i++)
        {
            var summary = Adjusted(Losses(dice, 200, slope: 2, noise: 0.5));
            plain += summary.Sd * summary.Sd;
            adjusted += summary.AdjustedSd * summary.AdjustedSd;
        }

        Assert.InRange(adjusted / plain, 0.95 / 17, 1.1 / 17);
    }

    [Fact]
    public void Nothing_is_claimed_for_few_trials_failed_ones_or_of_the_baseline_itself()
    {
        var dice = new Random(4);
        double[] failed = Losses(dice, 20, 1, 1);
        failed[2 * 5] = double.NaN;

        Assert.True(double.IsNaN(Adjusted(Losses(dice, ControlVariate.TrialsMin - 1, 1, 1)).AdjustedMean));
        Assert.True(double.IsNaN(Adjusted(failed).AdjustedMean));
        Assert.True(double.IsNaN(Summaries(Losses(dice, 20, 1, 1))[0].AdjustedMean));
    }

    [Fact]
    public void A_baseline_that_never_varies_adjusts_nothing()
    {
        double[] losses = Losses(new Random(5), 20, 1, 1);
        for (int t = 0; t < 20; t++)
        {
            losses[t * Outcomes] = 1.25;
        }

        var summary = Adjusted(losses);

        Assert.Equal(summary.Mean, summary.AdjustedMean, 1e-14);
        Assert.Equal(summary.Sd, summary.AdjustedSd, 1e-14);
    }

    // The baseline's expectation is 1.
    private static double[] Losses(Random dice, int trials, double slope, double noise)
    {
        double[] losses = new double[trials * Outcomes];
        for (int t = 0; t < trials; t++)
        {
            double baseline = -Math.Log(1 - dice.NextDouble());
            losses[t * Outcomes] = baseline;
            losses[t * Outcomes + 1] = slope * baseline + noise * Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
        }

        return losses;
    }

    private static OutcomeSummary Adjusted(double[] losses) => Summaries(losses)[1];

    private static OutcomeSummary[] Summaries(double[] losses)
    {
        var summaries = new OutcomeSummary[Outcomes];
        ScalarSummary.Summarize(losses, Outcomes, losses.Length / Outcomes, summaries);
        ControlVariate.Adjust(losses, Outcomes, losses.Length / Outcomes, expectation: 1, summaries);
        return summaries;
    }

    private static double SlopeWithout(double[] losses, int left)
    {
        int[] others = [.. Enumerable.Range(0, losses.Length / Outcomes).Where(t => t != left)];
        double baseline = others.Average(t => Baseline(losses, t)), loss = others.Average(t => Loss(losses, t));
        return others.Sum(t => (Baseline(losses, t) - baseline) * (Loss(losses, t) - loss)) / others.Sum(t => Math.Pow(Baseline(losses, t) - baseline, 2));
    }

    private static double Baseline(double[] losses, int trial) => losses[trial * Outcomes];

    private static double Loss(double[] losses, int trial) => losses[trial * Outcomes + 1];
}
