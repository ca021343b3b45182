using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Figures;

public class FigureValueTests
{
    private static readonly Outcome Lora = new("lora", 1);

    private static Figure Drawn(string y, params RiskRow[][] cells) =>
        Toy.Figure([.. cells.Select((rows, i) => new CellRows(Toy.Cell(level: i + 1), rows, null))], Toy.Request() with { Y = y });

    private static RiskRow[] Cell(double diff, double win, double? regret = null) =>
    [
        Toy.Row(Toy.Full, 10) with { AdvisedRegret = regret },
        Toy.Row(Lora, 10 + diff) with { DiffMean = diff, DiffSem = 0.5, WinShare = win, AdvisedRegret = regret, Sd = 3 },
    ];

    [Fact]
    public void A_difference_has_the_band_of_the_paired_difference_a_line_at_zero_and_no_baseline()
    {
        Figure figure = Drawn("difference", Cell(-2, 1), Cell(1, 0));
        FigureCurve curve = Assert.Single(figure.Panels[0].Curves);
        Assert.Equal("lora, rank 1", figure.Series[curve.Series].Label);
        Assert.Equal((-2, -2 - 0.98, -2 + 0.98), (curve.Points[0].Y, curve.Points[0].Low, curve.Points[0].High));
        Assert.Equal((0.0, false), (figure.Guides.Single().Value, figure.Guides.Single().IsVertical));
        Assert.InRange(0, figure.Y.Minimum, figure.Y.Maximum);
    }

    [Fact]
    public void A_share_has_Wilsons_interval_which_has_a_width_at_both_ends_and_stays_between_them()
    {
        Figure figure = Drawn("win_share", Cell(-2, 1), Cell(1, 0), Cell(0, 0.5));
        IReadOnlyList<FigurePoint> points = figure.Panels[0].Curves.Single().Points;
        double z2 = 1.96 * 1.96, n = Toy.Definition.Trials;
        Assert.Equal(n / (n + z2), points[0].Low!.Value, 12);
        Assert.Equal(1.0, points[0].High!.Value, 12);
        Assert.Equal((0.0, z2 / (n + z2)), (points[1].Low!.Value, points[1].High!.Value));
        Assert.Equal(1, points[2].Low!.Value + points[2].High!.Value, 12);
        Assert.True(figure.Y.Minimum <= 0 && figure.Y.Maximum >= 1);
    }

    [Fact]
    public void A_regret_is_one_curve_and_one_that_is_nothing_looks_like_nothing()
    {
        Figure figure = Drawn("regret", Cell(-2, 1, 0), Cell(1, 0, 0));
        Assert.Single(figure.Panels[0].Curves);
        Assert.True(figure is { IsWithoutBands: true, HasBareMeans: false });
        Assert.InRange(figure.Y.Maximum, 0.01, 0.02);
    }

    [Fact]
    public void Theory_stands_beside_means_and_beside_nothing_else()
    {
        RiskRow[] rows = [Toy.Row(Toy.Full, 10, median: 9) with { TheoryMean = 11 }, Toy.Row(Lora, 5, median: 4)];
        Assert.Equal([11.0, null], Drawn("mean", rows, rows).Panels[0].Curves.Select(curve => curve.Points[0].Theory));
        Assert.False(Drawn("median", rows, rows).HasTheory);
    }

    [Theory]
    [InlineData(BandKind.Confidence, 9.804, 10.196)]
    [InlineData(BandKind.Deviation, 7, 13)]
    [InlineData(BandKind.Quantiles, 4.5, 27)]
    public void A_band_is_what_was_asked_for(BandKind band, double low, double high)
    {
        RiskRow row = Toy.Row(Toy.Full, 10, 0.1, median: 9) with { Sd = 3 };
        Figure figure = Toy.Figure([new CellRows(Toy.Cell(level: 1), [row], null), new CellRows(Toy.Cell(level: 2), [row], null)], Toy.Request() with { Band = band });
        Assert.Equal((low, high), (figure.Panels[0].Curves[0].Points[0].Low!.Value, figure.Panels[0].Curves[0].Points[0].High!.Value));
    }

    [Fact]
    public void What_no_figure_knows_is_refused_with_what_there_is() =>
        Assert.Contains("mean, median, sd, difference, win_share, regret", Assert.Throws<FigureRefusedException>(() => Drawn("risk", Cell(0, 0), Cell(0, 0))).Message, StringComparison.Ordinal);

    [Fact]
    public void Ranks_that_the_dataset_lacks_are_refused_and_named()
    {
        var cells = new[] { Toy.Rows(Toy.Cell(level: 1), 1, 2), Toy.Rows(Toy.Cell(level: 2), 1, 2) };
        Assert.Equal(2, Toy.Figure(cells, Toy.Request() with { Ranks = [2] }).Series.Count);
        Assert.Contains("got 3; the dataset has 1, 2", Assert.Throws<FigureRefusedException>(() => Toy.Figure(cells, Toy.Request() with { Ranks = [2, 3] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ratio_of_axes_is_an_axis_with_a_line_where_both_are_equal()
    {
        CellRows[] cells = [.. new[] { 1.0, 2, 4 }.Select(level => Toy.Rows(Toy.Cell(size: 2, level: level), 1))];
        Figure figure = Toy.Figure(cells, Toy.Request("size/level"));
        Assert.Equal([0.5, 1, 2], figure.Panels.Single().Curves[0].Points.Select(point => point.X));
        Assert.Equal("size / level", figure.X.Label);
        Assert.Equal(new FigureGuide(1, true, "line: size = level"), figure.Guides.Single());
        Assert.Throws<FigureRefusedException>(() => Toy.Figure(cells, Toy.Request("size/shape")));
    }

    [Fact]
    public void Where_a_ratio_is_divided_by_nothing_there_is_no_point()
    {
        CellRows[] cells = [.. new[] { 0.0, 2, 4 }.Select(level => Toy.Rows(Toy.Cell(size: 2, level: level), 1))];
        Assert.Equal([0.5, 1], Toy.Figure(cells, Toy.Request("size/level")).Panels.Single().Curves[0].Points.Select(point => point.X));
    }
}
