using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class MapBuilderTests
{
    private static CellRows At(long size, double level, double lora, double error = 0.1, string shape = "round") => new(
        Toy.Cell(size, level, shape),
        [Toy.Row(Toy.Full, 10), Toy.Row(new Outcome("lora", 1), lora) with { DiffMean = lora - 10, DiffSem = error }, Toy.Row(new Outcome("lora", 2), 20) with { DiffMean = 10, DiffSem = error }],
        null);

    private static IEnumerable<CellRows> Square(string shape = "round") =>
        from size in new long[] { 1, 2, 3 } from level in new[] { 1.0, 2, 3 } select At(size, level, lora: size == 1 ? 5 : size == 2 ? 9.9 : 15, shape: shape);

    private static Figure Map(IReadOnlyList<CellRows> cells, string? by = "size") =>
        new MapBuilder(Toy.Definition, MapPlan.Of(Toy.Table(cells.Select(cell => cell.Cell)), Toy.Request("level") with { By = by })!).Build(cells);

    [Fact]
    public void A_place_has_the_colour_of_the_best_that_is_told_apart_and_grey_elsewhere()
    {
        Figure figure = Map([.. Square()]);
        Assert.Equal(["full", "lora, rank 1"], figure.Series.Select(series => series.Label));
        Assert.Equal([1, 0, 0], figure.Panels.Single().Tiles.Select(tile => tile.Series));
        Assert.Equal((0.5, 3.5, 0.5, 1.5), (figure.Panels[0].Tiles[0].Left, figure.Panels[0].Tiles[0].Right, figure.Panels[0].Tiles[0].Low, figure.Panels[0].Tiles[0].High));
    }

    [Fact]
    public void A_cell_that_is_not_there_yet_stays_white()
    {
        Figure figure = Map([.. Square().Where(cell => cell.Cell.Values[0].Integer != 1 || cell.Cell.Values[1].Real != 2)]);
        Assert.Equal([(1, 0.5, 1.5), (1, 2.5, 3.5)], figure.Panels[0].Tiles.Where(tile => tile.Series == 1).Select(tile => (tile.Series, tile.Left, tile.Right)));
    }

    [Fact]
    public void Other_axes_make_panels_and_words_are_an_axis_too()
    {
        CellRows[] cells = [.. Square(), .. Square("flat")];
        Assert.Equal(["shape = round", "shape = flat"], Map(cells).Panels.Select(panel => panel.Title));
        Assert.Equal(AxisScale.Categories, Map([.. cells.Where(cell => cell.Cell.Values[0].Integer == 1)], "shape").Y.Scale);
    }

    [Fact]
    public void What_only_follows_the_second_axis_makes_no_panels()
    {
        CellRows[] cells = [.. Square().Select(cell => cell with { Cell = Toy.Cell(cell.Cell.Values[0].Integer, cell.Cell.Values[1].Real, cell.Cell.Values[0].Integer == 1 ? "round" : "flat") })];
        Assert.Single(Map(cells).Panels);
    }

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.5, 0)]
    public void Where_no_mean_exists_a_winner_must_win_more_than_half_of_the_trials(double share, int series)
    {
        CellRows[] cells = [.. Square().Select(cell => cell with
        {
            Rows = [Toy.Row(Toy.Full, null, median: 10), Toy.Row(new Outcome("lora", 1), null, median: 5) with { WinShare = share }],
        })];
        Assert.All(Map(cells).Panels[0].Tiles, tile => Assert.Equal(series, tile.Series));
    }

    [Fact]
    public void Without_a_wish_an_axis_of_two_values_is_left_to_the_curves() =>
        Assert.Null(MapPlan.Of(Toy.Table(Square().Where(cell => cell.Cell.Values[0].Integer < 3).Select(cell => cell.Cell)), Toy.Request("level")));
}
