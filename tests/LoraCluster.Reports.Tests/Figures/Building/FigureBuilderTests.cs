using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class FigureBuilderTests
{
    private static CellRows One(double level, params RiskRow[] rows) => new(Toy.Cell(level: level), rows, null);

    [Fact]
    public void A_band_is_the_mean_and_196_hundredths_of_its_standard_error_to_each_side()
    {
        Figure figure = Toy.Figure([One(1, Toy.Row(Toy.Full, 10, 0.5)), One(2, Toy.Row(Toy.Full, 20, 1))]);
        Assert.Equal(
            [new FigurePoint(1, 10, 10 - (1.96 * 0.5), 10 + (1.96 * 0.5), false), new FigurePoint(2, 20, 20 - 1.96, 20 + 1.96, false)],
            figure.Panels.Single().Curves.Single().Points);
        Assert.True(figure is { HasMeanBands: true, HasMedians: false, HasBareMeans: false });
    }

    [Fact]
    public void Where_no_mean_exists_the_median_stands_with_the_middle_of_the_trials()
    {
        Figure figure = Toy.Figure([One(1, Toy.Row(Toy.Full, 10)), One(2, Toy.Row(Toy.Full, mean: null, median: 20))]);
        Assert.Equal(new FigurePoint(2, 20, 10, 60, true), figure.Panels.Single().Curves.Single().Points[1]);
        Assert.True(figure is { HasMeanBands: true, HasMedians: true });
    }

    [Fact]
    public void Where_only_the_variance_is_infinite_the_mean_stands_without_a_band()
    {
        Figure figure = Toy.Figure([One(1, Toy.Row(Toy.Full, 10)), One(2, Toy.Row(Toy.Full, 11, sem: null))]);
        Assert.Equal(new FigurePoint(2, 11, null, null, false), figure.Panels.Single().Curves.Single().Points[1]);
        Assert.True(figure.HasBareMeans);
    }

    [Fact]
    public void A_cell_without_a_converged_trial_leaves_a_gap_and_others_are_counted()
    {
        Figure figure = Toy.Figure(
            [One(1, Toy.Row(Toy.Full, 10, failed: 3)), One(2, Toy.Row(Toy.Full, null, failed: Toy.Definition.Trials)), One(3, Toy.Row(Toy.Full, 11))]);
        Assert.Equal([1.0, 3.0], figure.Panels.Single().Curves.Single().Points.Select(point => point.X));
        Assert.Equal(["2 points leave out trials that did not converge"], figure.Remarks);
    }

    [Fact]
    public void Nothing_but_cells_without_a_converged_trial_is_refused() =>
        Assert.Throws<FigureRefusedException>(() => Toy.Figure([One(1, Toy.Row(Toy.Full, null)), One(2, Toy.Row(Toy.Full, null))]));

    [Fact]
    public void Points_ascend_and_a_repeated_cell_counts_once()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(level: 3), 1), Toy.Rows(Toy.Cell(level: 1), 1), Toy.Rows(Toy.Cell(level: 3), 1)]);
        Assert.All(figure.Panels.Single().Curves, curve => Assert.Equal([1.0, 3.0], curve.Points.Select(point => point.X)));
    }

    [Fact]
    public void A_rank_that_some_cells_lack_has_a_shorter_curve()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(level: 1), 1), Toy.Rows(Toy.Cell(level: 2), 1, 2)]);
        Assert.Equal([2, 2, 1], figure.Panels.Single().Curves.Select(curve => curve.Points.Count));
        Assert.Equal([0, 1, 2], figure.Panels.Single().Curves.Select(curve => curve.Series));
    }

    [Fact]
    public void Each_panel_has_its_own_points_and_says_which_they_are()
    {
        Figure figure = Toy.Figure(
            [Toy.Rows(Toy.Cell(2, 1), 1), Toy.Rows(Toy.Cell(2, 2), 1), Toy.Rows(Toy.Cell(2, 4), 1), Toy.Rows(Toy.Cell(1, 1), 1), Toy.Rows(Toy.Cell(1, 2), 1)]);
        Assert.Equal(["size = 1", "size = 2"], figure.Panels.Select(panel => panel.Title));
        Assert.Equal([2, 3], figure.Panels.Select(panel => panel.Curves[0].Points.Count));
    }

    [Fact]
    public void The_subtitle_names_what_is_constant_but_no_defaults_and_what_follows_x()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(1, 10), 1), Toy.Rows(Toy.Cell(2, 20), 1)], Toy.Request("level"));
        Assert.Equal("toy", figure.Title);
        Assert.Equal("shape = round, size follows level, 1,500 trials per point", figure.Subtitle);
    }

    [Fact]
    public void Axes_carry_label_and_name()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(level: 1), 1), Toy.Rows(Toy.Cell(level: 2), 1)]);
        Assert.Equal("some level λ (level)", figure.X.Label);
        Assert.Equal("loss", figure.Y.Label);
        Assert.Equal("the size", Toy.Figure([Toy.Rows(Toy.Cell(1), 1), Toy.Rows(Toy.Cell(2), 1)]).X.Label);
    }

    [Fact]
    public void Words_along_x_stand_in_the_experiments_order()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(shape: "flat"), 1), Toy.Rows(Toy.Cell(shape: "square"), 1)]);
        Assert.Equal(AxisScale.Categories, figure.X.Scale);
        Assert.Equal(["square", "flat"], figure.X.Ticks.Select(tick => tick.Label));
        Assert.Equal([0.0, 1.0], figure.Panels[0].Curves[0].Points.Select(point => point.X));
    }
}
