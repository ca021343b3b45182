using System.Runtime.Intrinsics;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class LaneSummaryTests
{
    [Theory]
    [InlineData(1UL, 1.0)]
    [InlineData(2UL, 1e300)]
    [InlineData(3UL, 1e-290)]
    [InlineData(4UL, 1e-12)]
    public void Lanes_give_the_bits_of_plain_arithmetic(ulong seed, double scale)
    {
        var dice = new SplitMix(seed);
        foreach (int trials in new[] { 1, 2, 3, 7, 8, 9, 31, 64, 65, 100, 1000 })
        {
            foreach (int outcomes in new[] { 1, 2, 6, 8, 9, 17 })
            {
                double[] losses = [.. Enumerable.Range(0, trials * outcomes).Select(_ => scale * Loss(ref dice))];
                var (plain, lanes) = (new OutcomeSummary[outcomes], new OutcomeSummary[outcomes]);
                ScalarSummary.Summarize(losses, plain.Length, trials, plain);

                Assert.True(LaneSummary.TrySummarize(losses, lanes.Length, trials, lanes));

                Assert.Equal(plain.Select(Bits), lanes.Select(Bits));
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(5e-324)]
    public void Losses_that_fail_overflow_or_all_but_vanish_are_left_to_plain_arithmetic(double odd)
    {
        for (int outcome = 0; outcome < 10; outcome++)
        {
            double[] losses = new double[30];
            losses[outcome] = odd;
            losses[outcome + 10] = odd;

            Assert.False(LaneSummary.TrySummarize(losses, 10, 3, new OutcomeSummary[10]));
        }
    }

    [Fact]
    public void So_many_trials_that_they_would_leave_the_cache_are_left_to_plain_arithmetic()
    {
        Assert.True(LaneSummary.TrySummarize(new double[LaneSummary.TrialsMax], 1, LaneSummary.TrialsMax, new OutcomeSummary[1]));
        Assert.False(LaneSummary.TrySummarize(new double[LaneSummary.TrialsMax + 1], 1, LaneSummary.TrialsMax + 1, new OutcomeSummary[1]));
    }

    [Fact]
    public void Every_lane_is_sorted_whatever_the_length()
    {
        var dice = new SplitMix(7);
        for (int length = 0; length < 200; length++)
        {
            double[][] columns = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, length).Select(_ => Loss(ref dice) + 0.0).ToArray())];
            var lanes = new Vector512<double>[length];
            for (int i = 0; i < length; i++)
            {
                lanes[i] = Vector512.Create([.. columns.Select(column => column[i])]);
            }

            LaneSort.Sort(lanes);

            Assert.All(columns, (column, lane) => Assert.Equal(column.Order(), lanes.Select(entry => entry[lane])));
        }
    }

    // Ties, zeros of both signs and single values far from the others.
    private static double Loss(ref SplitMix dice) => (dice.Next() % 8) switch
    {
        0 => 0.0,
        1 => -0.0,
        2 => 1.0,
        3 => dice.Next() % 100 * 1e-5,
        _ => ((dice.Next() >> 11) * 1e-16) - 0.3,
    };

    private static string Bits(OutcomeSummary summary) => string.Join(
        ' ',
        new[]
        {
            summary.Mean, summary.Sd, summary.Min, summary.Q05, summary.Q50, summary.Q95, summary.Max, summary.DiffMean, summary.DiffSd,
        }.Select(value => BitConverter.DoubleToInt64Bits(value).ToString("x16")).Append($"{summary.Count} {summary.Pairs} {summary.Wins}"));
}
