using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class RankFigureBuilderTests
{
    private static Figure Drawn(IReadOnlyList<CellRows> cells, FigureRequest? request = null) => new RankFigureBuilder(
        Toy.Definition, FigurePlan.Of(Toy.Table(cells.Select(cell => cell.Cell)), request ?? Toy.Request(FigureRequest.RankAxis))).Build(cells);

    private static CellRows Cell(double level, params double[] risks) => new(
        Toy.Cell(level: level),
        [
            Toy.Row(Toy.Full, 10) with { TheoryMean = 8 },
            .. risks.Select((risk, i) => Toy.Row(new Outcome("lora", i + 1), risk) with { DiffMean = risk - 10, DiffSem = 1, TheoryMean = risk }),
        ],
        null);

    [Fact]
    public void Risks_are_relative_to_the_baselines_with_the_error_of_a_ratio_of_paired_means_and_theory_likewise()
    {
        // Both standard errors are 0.1 and that of the difference is 0.1 too: the means have correlation one half.
        CellRows cell = Cell(1, 5, 20);
        FigurePoint point = Drawn([cell with { Rows = [cell.Rows[0], cell.Rows[1] with { DiffSem = 0.1 }, cell.Rows[2]] }]).Panels.Single().Curves.Single().Points[0];
        double error = Math.Sqrt((0.01 + (0.25 * 0.01) - (2 * 0.5 * 0.005)) / 100);
        Assert.Equal((1.0, 0.5, 0.625), (point.X, point.Y, point.Theory!.Value));
        Assert.Equal(0.5 - (1.96 * error), point.Low!.Value, 12);
        Assert.Equal(0.5 + (1.96 * error), point.High!.Value, 12);
    }

    [Fact]
    public void Of_shares_the_largest_is_the_best_and_of_standard_deviations_none()
    {
        CellRows cell = Cell(1, 5, 4);
        CellRows won = cell with { Rows = [cell.Rows[0], cell.Rows[1] with { WinShare = 0.9, Sd = 1 }, cell.Rows[2] with { WinShare = 0.2, Sd = 2 }] };
        Assert.Equal(1.0, Drawn([won], Toy.Request(FigureRequest.RankAxis) with { Y = "win_share" }).Panels[0].Curves[0].Points.Single(point => point.IsMarked).X);
        Figure spread = Drawn([won], Toy.Request(FigureRequest.RankAxis) with { Y = "sd" });
        Assert.Null(spread.MarkMeaning);
        Assert.DoesNotContain(spread.Panels[0].Curves[0].Points, point => point.IsMarked);
    }

    [Fact]
    public void Ranks_and_bands_that_cannot_be_are_refused()
    {
        Assert.Throws<FigureRefusedException>(() => Drawn([Cell(1, 5)], Toy.Request(FigureRequest.RankAxis) with { Band = BandKind.Deviation }));
        Assert.Contains("got 7; the dataset has 1", Assert.Throws<FigureRefusedException>(() => Drawn([Cell(1, 5)], Toy.Request(FigureRequest.RankAxis) with { Ranks = [7] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_rank_of_each_curve_is_marked_and_one_is_a_line()
    {
        Figure figure = Drawn([Cell(1, 5, 4, 6), Cell(2, 5, 6, 3)]);
        Assert.Equal([2.0, 3.0], figure.Panels[0].Curves.Select(curve => curve.Points.Single(point => point.IsMarked).X));
        Assert.Equal(["level = 1", "level = 2"], figure.Series.Select(series => series.Label));
        Assert.Equal(1, figure.Guides.Single().Value);
    }

    [Fact]
    public void Where_no_mean_exists_medians_are_compared()
    {
        FigurePoint point = Drawn([new CellRows(Toy.Cell(), [Toy.Row(Toy.Full, null, median: 10), Toy.Row(new Outcome("lora", 1), null, median: 5)], null)]).Panels[0].Curves[0].Points[0];
        Assert.Equal((0.5, true), (point.Y, point.IsMedian));
    }

    [Fact]
    public void Of_many_values_eight_are_drawn_the_ends_among_them()
    {
        Figure figure = Drawn([.. Enumerable.Range(1, 30).Select(level => Cell(level, 5, 6))]);
        Assert.Equal(8, figure.Series.Count);
        Assert.Equal(("level = 1", "level = 30"), (figure.Series[0].Label, figure.Series[^1].Label));
        Assert.Equal(["8 of 30 values of level drawn"], figure.Remarks);
    }

    [Fact]
    public void Rows_without_a_rank_alone_are_refused() =>
        Assert.Throws<FigureRefusedException>(() => Drawn([new CellRows(Toy.Cell(), [Toy.Row(Toy.Full, 10)], null)]));
}
