using CsCheck;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Tests.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Grid;

public class AxisTests
{
    [Theory]
    [InlineData(0, 1, 11, "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData(1, 0, 5, "1 0.75 0.5 0.25 0")]
    [InlineData(-0.3, 0.3, 7, "-0.3 -0.2 -0.1 0 0.1 0.2 0.3")]
    [InlineData(-1.7e308, 1.7e308, 3, "-1.7E+308 0 1.7E+308")]
    public void A_linspace_has_the_values_one_would_write(double from, double to, int count, string values) =>
        Assert.Equal(values, Show(new SpacedAxis(0, count, from, to, false)));

    [Theory]
    [InlineData(1, 1000, 4, "1 10 100 1000")]
    [InlineData(100, 1, 3, "100 10 1")]
    [InlineData(0.001, 1000, 7, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(1e-60, 1e60, 5, "1E-60 1E-30 1 1E+30 1E+60")]
    [InlineData(1, 2, 3, "1 1.4142135623731 2")]
    public void A_geomspace_has_the_values_one_would_write(double from, double to, int count, string values) =>
        Assert.Equal(values, Show(new SpacedAxis(0, count, from, to, true)));

    [Fact]
    public void The_ends_of_an_axis_are_exact()
    {
        var axis = new SpacedAxis(0, 5, 0.1 + 0.2, 1.0 / 3, false);
        Assert.Equal(0.1 + 0.2, axis.ValueAt(0).Real);
        Assert.Equal(1.0 / 3, axis.ValueAt(4).Real);
    }

    [Fact]
    public void A_range_includes_its_end_when_it_is_hit()
    {
        Assert.Equal("1 4 7 10", Show(Axis("n", "{range: {from: 1, to: 10, step: 3}}")));
        Assert.Equal("1 4 7 10", Show(Axis("n", "{range: {from: 1, to: 12, step: 3}}")));
        Assert.Equal("9 7 5", Show(Axis("n", "{range: {from: 9, to: 5, step: -2}}")));
        Assert.Equal("3 4 5", Show(Axis("n", "{range: {from: 3, to: 5}}")));
        Assert.Equal("10 20 30", Show(Axis("n", "{linspace: {from: 10, to: 30, count: 3}}")));
    }

    [Fact]
    public void An_axis_of_one_value_is_a_constant() =>
        Assert.Empty(Specs.GridOf(Specs.With("n", "{range: {from: 3, to: 4, step: 2}}")).Sections[0].Axes);

    [Fact]
    public void Long_axes_are_strictly_monotonic_and_searchable() =>
        Gen.Select(Gen.Double[1e-6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[2, 1_000_000], Gen.Bool, Gen.Int[0, 999_999]).Sample((from, to, count, geometric, pick) =>
        {
            if (Math.Abs(from - to) < 1e-3 * Math.Max(from, to))
            {
                return;
            }

            var axis = new SpacedAxis(0, count, from, to, geometric);
            long index = pick % count;
            double value = axis.ValueAt(index).Real;
            Assert.Equal(index, axis.IndexOf(ParameterValue.Of(value)));
            Assert.Null(axis.IndexOf(ParameterValue.Of(value * (1 + 1e-15) + 1e-20)));
            Assert.True(index == 0 || axis.ValueAt(index - 1).Real < value == from < to);
        }, iter: 2000, threads: 1);

    [Fact]
    public void Values_of_another_kind_or_off_the_axis_are_not_found()
    {
        var range = new RangeAxis(0, 4, 10, -3);
        Assert.Equal(0, range.IndexOf(ParameterValue.Of(10)));
        Assert.Equal(3, range.IndexOf(ParameterValue.Of(1)));
        Assert.Null(range.IndexOf(ParameterValue.Of(9)));
        Assert.Null(range.IndexOf(ParameterValue.Of(-2)));
        Assert.Null(range.IndexOf(ParameterValue.Of(13)));
        Assert.Null(range.IndexOf(ParameterValue.Of(10.0)));
        Assert.Null(new SpacedAxis(0, 3, 0, 2, false).IndexOf(ParameterValue.Of(1)));
    }

    [Fact]
    public void The_extremes_of_a_list_are_its_smallest_and_largest_values()
    {
        ParameterValue[] numbers = [ParameterValue.Of(5), ParameterValue.Of(9), ParameterValue.Of(1), ParameterValue.Of(7)];
        Assert.Equal([2L, 1L], new ListAxis(0, numbers).Extremes);
        Assert.Equal([0L, 1L], new ListAxis(0, [ParameterValue.Of("a"), ParameterValue.Of("b")]).Extremes);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(1_000_000_000, 1000)]
    [InlineData(999_999_937, 1000)]
    public void A_sample_is_distinct_and_meets_every_value_of_a_fast_axis(long count, long most)
    {
        long[] sample = [.. SpreadSample.Of(count, most)];
        Assert.Equal(Math.Min(count, most), sample.Distinct().Count());
        Assert.All(sample, i => Assert.InRange(i, 0, count - 1));
        Assert.Equal(10, sample.Select(i => i % 10).Distinct().Count());
    }

    private static Axis Axis(string field, string value) => Specs.GridOf(Specs.With(field, value)).Sections[0].Axes[0];

    private static string Show(Axis axis) => string.Join(' ', Enumerable.Range(0, (int)axis.Count).Select(i => axis.ValueAt(i).ToString()));
}
