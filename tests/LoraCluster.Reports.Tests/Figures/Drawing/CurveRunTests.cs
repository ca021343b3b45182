using LoraCluster.Reports.Figures.Drawing;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Tests.Figures.Drawing;

public class CurveRunTests
{
    private static readonly FigureCurve Curve = new(0,
    [
        new(1, 1, 0, 2, false), new(2, 1, 0, 2, false), new(3, 1, null, null, false), new(4, 1, 0, 2, true), new(5, 1, 0, 2, true), new(6, 1, 0, 2, false),
    ]);

    [Fact]
    public void A_curve_is_cut_where_the_kind_of_its_points_changes() =>
        Assert.Equal([2, 1, 2, 1], CurveRun.Of(Curve, isContinuous: true).Select(run => run.Points.Count));

    [Fact]
    public void At_words_every_point_stands_alone() => Assert.Equal(6, CurveRun.Of(Curve, isContinuous: false).Count());
}
