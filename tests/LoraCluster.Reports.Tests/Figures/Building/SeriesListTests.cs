using System.Globalization;
using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class SeriesListTests
{
    private static SeriesList Of(params IEnumerable<int> ranks) =>
        new(Toy.Definition.Experiment, Toy.Full, [.. ranks.Select(rank => new Outcome("lora", rank)), Toy.Full]);

    // WCAG's relative luminance, without its gamma: enough to order colours.
    private static double Luminance(FigureSeries series)
    {
        int[] rgb = [.. Enumerable.Range(0, 3).Select(i => int.Parse(series.Color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);
    }

    [Fact]
    public void The_baseline_comes_first_in_black_and_ranks_ascend()
    {
        var series = Of(8, 2, 16, 1).Series;
        Assert.Equal(["full", "lora, rank 1", "lora, rank 2", "lora, rank 8", "lora, rank 16"], series.Select(s => s.Label));
        Assert.Equal("#000000", series[0].Color);
        Assert.Equal([true, false, false, false, false], series.Select(s => s.IsBaseline));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Ranks_grow_lighter_step_by_step_and_neighbours_differ_in_shape(int count)
    {
        var ranked = Of(Enumerable.Range(1, count)).Series.Skip(1).ToArray();
        foreach ((FigureSeries darker, FigureSeries lighter) in ranked.Zip(ranked.Skip(1)))
        {
            Assert.True(Luminance(lighter) > Luminance(darker) + 8, $"{darker} {lighter}");
            Assert.NotEqual(darker.Shape, lighter.Shape);
        }

        Assert.InRange(Luminance(ranked[0]), 30, 200);
        Assert.InRange(Luminance(ranked[^1]), 30, 200);
    }

    [Fact]
    public void Other_methods_are_told_apart_from_baseline_and_ranks_by_colour()
    {
        var series = new SeriesList(
            Toy.Definition.Experiment, Toy.Full, [Toy.Full, new Outcome("ridge", null), new Outcome("nuclear", null), new Outcome("lora", 1), new Outcome("lora", 2), new Outcome("mica", 1), new Outcome("mica", 2)]).Series;
        Assert.Equal(7, series.Select(s => s.Color).Distinct().Count());
        Assert.Equal(["#000000"], series.Where(s => s.IsBaseline).Select(s => s.Color));
        Assert.True(Luminance(series[6]) > Luminance(series[5]) + 8);
    }

    [Fact]
    public void Ranks_that_are_left_out_have_no_place_and_are_mentioned()
    {
        var list = Of(Enumerable.Range(1, 40));
        Assert.Equal(9, list.Series.Count);
        Assert.Null(list.PlaceOf(new Outcome("lora", 39)));
        Assert.Equal(8, list.PlaceOf(new Outcome("lora", 40)));
        Assert.Equal(["8 of 40 ranks drawn"], list.Remarks);
    }
}
