using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class AxisBuilderTests
{
    private static string Labels(FigureAxis axis) => string.Join(' ', axis.Ticks.Select(tick => tick.Label).OfType<string>());

    [Theory]
    [InlineData(1, 10, AxisScale.Linear)]
    [InlineData(1, 10.1, AxisScale.Logarithmic)]
    [InlineData(0, 1000, AxisScale.Linear)]
    [InlineData(-1, 1000, AxisScale.Linear)]
    [InlineData(1e-300, 1e300, AxisScale.Logarithmic)]
    public void Positive_values_over_more_than_a_decade_make_the_axis_logarithmic(double low, double high, AxisScale expected) =>
        Assert.Equal(expected, AxisBuilder.Of("x", [low, high], [], 8).Scale);

    [Theory]
    [InlineData(0, 2.5, "0 0.5 1 1.5 2 2.5")]
    [InlineData(40, 390, "50 100 150 200 250 300 350 400")]
    [InlineData(1, 8, "1 2 3 4 5 6 7 8")]
    [InlineData(1, 100, "1 2 5 10 20 50 100")]
    [InlineData(10, 953, "10 20 50 100 200 500 1000")]
    [InlineData(0.01, 100, "0.01 0.1 1 10 100")]
    [InlineData(1, 1e12, "1 100 10000 1e6 1e8 1e10 1e12")]
    [InlineData(3e-7, 9e-7, "3e-7 4e-7 5e-7 6e-7 7e-7 8e-7 9e-7")]
    [InlineData(5, 5, "3 4 5 6 7")]
    [InlineData(0, 0, "-1 -0.5 0 0.5 1")]
    public void Labels_are_round_and_few(double low, double high, string expected) => Assert.Equal(expected, Labels(AxisBuilder.Of("x", [low, high], [], 8)));

    [Theory]
    [InlineData(40, 390, "100 200 300 400")]
    [InlineData(1, 100, "1 10 100")]
    [InlineData(10, 160, "10 20 50 100")]
    public void Where_there_is_little_room_labels_are_fewer(double low, double high, string expected) =>
        Assert.Equal(expected, Labels(AxisBuilder.Of("x", [low, high], [], 5)));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(-3e200, 4e200)]
    [InlineData(1e15, 1.0000001e15)]
    [InlineData(1e-320, 1e-310)]
    [InlineData(0.3, 0.30001)]
    public void Whatever_the_numbers_there_are_ticks_and_all_values_lie_inside(double low, double high)
    {
        FigureAxis axis = AxisBuilder.Of("x", [low, high], [], 8);
        Assert.True(axis.Minimum < low && axis.Maximum > high);
        Assert.InRange(axis.Ticks.Count(tick => tick.Label is not null), 1, 14);
        Assert.All(axis.Ticks, tick => Assert.InRange(tick.Value, axis.Minimum, axis.Maximum));
        Assert.Equal(axis.Ticks.OrderBy(tick => tick.Value), axis.Ticks);
        Assert.InRange(axis.Place(low), 0.001, 0.5);
        Assert.InRange(axis.Place(high), 0.5, 0.999);
    }

    [Fact]
    public void Bands_widen_an_axis_but_a_band_below_zero_does_not_unmake_a_logarithmic_one()
    {
        FigureAxis axis = AxisBuilder.Of("y", [1, 100], [-3, 500], 8);
        Assert.Equal(AxisScale.Logarithmic, axis.Scale);
        Assert.InRange(axis.Maximum, 500, 1000);
        Assert.InRange(axis.Minimum, 0.5, 1);
        Assert.Equal(0, axis.Place(-3));
    }

    [Fact]
    public void A_logarithmic_axis_gives_equal_ratios_equal_lengths()
    {
        FigureAxis axis = AxisBuilder.Of("y", [1, 10000], [], 8);
        Assert.Equal(axis.Place(10) - axis.Place(1), axis.Place(1000) - axis.Place(100), 1e-12);
    }

    [Fact]
    public void Words_stand_side_by_side()
    {
        FigureAxis axis = AxisBuilder.OfWords("shape", ["round", "flat"]);
        Assert.Equal("round flat", Labels(axis));
        Assert.Equal([0.25, 0.75], axis.Ticks.Select(tick => axis.Place(tick.Value)));
    }
}
