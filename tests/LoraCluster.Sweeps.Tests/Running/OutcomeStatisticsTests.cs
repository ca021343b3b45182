using CsCheck;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class OutcomeStatisticsTests
{
    private static readonly Cell Cell = new(0, [ParameterValue.Of(0L)]);

    [Fact]
    public void Five_trials_give_the_numbers_worked_out_by_hand()
    {
        // full: 1 2 3 4 10; lora: 2 1 3 3 4; differences: 1 −1 0 −1 −6.
        var rows = RowsOf([1, 2, 2, 1, 3, 3, 4, 3, 10, 4], 5);

        var full = rows[0];
        Assert.Equal((5, 0, 4.0, 1.0, 3.0, 10.0), (full.Trials, full.Failed, full.Mean, full.Min, full.Q50, full.Max));
        Assert.Equal(Math.Sqrt(50 / 4.0), full.Sd);
        Assert.Equal(Math.Sqrt(50 / 4.0) / Math.Sqrt(5), full.Sem);
        Assert.Equal(1.2, full.Q05!.Value, 15);
        Assert.Equal(8.8, full.Q95!.Value, 14);
        Assert.Equal((null, null, null), (full.DiffMean, full.DiffSem, full.WinShare));
        Assert.Equal((0.5, "exact", "ok"), (full.TheoryMean, full.TheoryStatus, full.Status));
        var lora = rows[1];
        Assert.Equal(-7 / 5.0, lora.DiffMean);
        Assert.Equal(Math.Sqrt((39 - 49 / 5.0) / 4) / Math.Sqrt(5), lora.DiffSem!.Value, 15);
        Assert.Equal((3 / 5.0, (double?)null, "none"), (lora.WinShare, lora.TheoryMean, lora.TheoryStatus));
    }

    [Fact]
    public void A_failed_trial_is_counted_and_left_out_of_its_pair()
    {
        var rows = RowsOf([1, 5, double.NaN, 0, 3, 1], 3);

        Assert.Equal((3, 1, 2.0, "nonconverged"), (rows[0].Trials, rows[0].Failed, rows[0].Mean, rows[0].Status));
        Assert.Equal((0, 2.0, "ok"), (rows[1].Failed, rows[1].Mean, rows[1].Status));
        Assert.Equal((1.0, 0.5), (rows[1].DiffMean, rows[1].WinShare));
    }

    [Fact]
    public void Without_a_converged_trial_every_statistic_is_missing()
    {
        var row = RowsOf([1, double.NaN, 2, double.PositiveInfinity], 2)[1];

        Assert.Equal((2, 2, "nonconverged"), (row.Trials, row.Failed, row.Status));
        Assert.All(
            new[] { row.Mean, row.Sd, row.Sem, row.Min, row.Q05, row.Q50, row.Q95, row.Max, row.DiffMean, row.DiffSem, row.WinShare },
            value => Assert.Null(value));
    }

    [Fact]
    public void One_trial_has_a_mean_and_no_spread()
    {
        var row = RowsOf([1, 3], 1)[1];

        Assert.Equal((3.0, null, null, 2.0, null), (row.Mean, row.Sd, row.Sem, row.DiffMean, row.DiffSem));
        Assert.Equal((3.0, 3.0, 3.0), (row.Q05, row.Q50, row.Q95));
    }

    [Fact]
    public void An_infinite_variance_withholds_spreads_and_an_infinite_mean_withholds_means_too()
    {
        var variance = RowsOf([1, 2, 3, 5], 2, Moments.InfiniteVariance)[1];
        Assert.Equal((3.5, null, null, 1.5, null), (variance.Mean, variance.Sd, variance.Sem, variance.DiffMean, variance.DiffSem));
        Assert.Equal((0.0, "infinite_variance"), (variance.WinShare, variance.Status));

        var mean = RowsOf([1, 2, 3, 5], 2, Moments.InfiniteMean)[1];
        Assert.Equal((null, null, null, null, null), (mean.Mean, mean.Sd, mean.Sem, mean.DiffMean, mean.DiffSem));
        Assert.Equal((2.0, 3.5, 5.0, 0.0, "infinite_mean"), (mean.Min, mean.Q50, mean.Max, mean.WinShare, mean.Status));
    }

    [Fact]
    public void Where_the_baseline_s_mean_is_known_other_means_are_adjusted_by_it_unless_variances_are_infinite()
    {
        // The toy's baseline is expected at 0.5, and the other outcome is three times it.
        double[] losses = [.. Enumerable.Range(0, 12).SelectMany(t => new[] { t / 8.0, 3 * t / 8.0 })];

        var rows = RowsOf(losses, 12);
        var infinite = RowsOf(losses, 12, Moments.InfiniteVariance)[1];

        Assert.Equal((null, null), (rows[0].AdjustedMean, rows[0].AdjustedSem));
        Assert.Equal(1.5, rows[1].AdjustedMean!.Value, 1e-14);
        Assert.Equal(0, rows[1].AdjustedSem!.Value, 1e-14);
        Assert.Equal((null, null), (infinite.AdjustedMean, infinite.AdjustedSem));
    }

    [Theory]
    [InlineData(Moments.InfiniteVariance, "infinite_variance, nonconverged")]
    [InlineData(Moments.InfiniteMean, "infinite_mean, nonconverged")]
    public void A_failed_trial_and_an_infinite_moment_are_both_said(Moments moments, string status) =>
        Assert.Equal(status, RowsOf([1, double.NaN, 3, 5], 2, moments)[1].Status);

    [Fact]
    public void Huge_and_tiny_losses_neither_overflow_nor_vanish()
    {
        Assert.Equal(Math.Sqrt(2) * 1e200, RowsOf([1e200, 1e200, 3e200, 3e200], 2)[0].Sd!.Value, 1e186);
        Assert.Equal(Math.Sqrt(2) * 1e-200, RowsOf([1e-200, 1e-200, 3e-200, 3e-200], 2)[0].Sd!.Value, 1e-214);
    }

    [Fact]
    public void Equal_losses_have_no_spread_and_a_tie_is_no_win()
    {
        var row = RowsOf([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 3)[1];

        Assert.Equal((0.0, 0.0, 0.0, 0.0), (row.Sd, row.DiffMean, row.DiffSem, row.WinShare));
    }

    [Fact]
    public void Cancellation_costs_no_digits()
    {
        var row = RowsOf([1e16, 0, 1, 0, -1e16, 0], 3)[0];

        Assert.Equal(1 / 3.0, row.Mean);
    }

    [Fact]
    public void Negative_zero_does_not_show() =>
        Assert.Equal(0UL, BitConverter.DoubleToUInt64Bits(RowsOf([0.0, -0.0, 0.0, 0.0], 2)[1].Min!.Value));

    [Fact]
    public void Losses_of_another_shape_are_refused() => Assert.Throws<ArgumentException>(() => RowsOf([1, 2, 3], 2));

    [Fact]
    public void Random_losses_agree_with_exact_decimal_arithmetic()
    {
        Gen.Int[-1_000_000, 1_000_000].Array[2, 200].Sample(
            whole =>
            {
                double[] values = Array.ConvertAll(whole, w => w / 1024.0);
                var row = RowsOf([.. values.SelectMany(v => new[] { v, v })], values.Length)[0];
                decimal mean = values.Sum(v => (decimal)v) / values.Length;
                decimal variance = values.Sum(v => ((decimal)v - mean) * ((decimal)v - mean)) / (values.Length - 1);
                Assert.Equal((double)mean, row.Mean!.Value, 1e-15 * (1 + Math.Abs((double)mean)));
                Assert.Equal(Math.Sqrt((double)variance), row.Sd!.Value, 1e-14 * (1 + row.Sd.Value));
                AssertQuantile(values, 5, row.Q05!.Value);
                AssertQuantile(values, 50, row.Q50!.Value);
                AssertQuantile(values, 95, row.Q95!.Value);
            },
            iter: 300);
    }

    private static void AssertQuantile(double[] values, int percent, double actual)
    {
        decimal[] sorted = [.. values.Order().Select(v => (decimal)v)];
        decimal place = (sorted.Length - 1) * percent / 100m;
        int below = (int)place;
        decimal above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        decimal expected = sorted[below] + (place - below) * (above - sorted[below]);
        Assert.Equal((double)expected, actual, 1e-12 * (1 + Math.Abs(actual)));
    }

    private static IReadOnlyList<RiskRow> RowsOf(double[] losses, int trials, Moments moments = Moments.Finite)
    {
        var toy = new ToyExperiment { MomentsRule = _ => moments };
        return OutcomeStatistics.Rows(toy, Cell, toy.Outcomes(Cell, OutcomeRequest.Default), losses, trials);
    }
}
