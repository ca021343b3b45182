using LoraCluster.Reports.Figures;

namespace LoraCluster.Reports.Tests.Figures;

public sealed class LinePointTests
{
    [Fact]
    public void Descending_values_are_drawn_over_their_index_as_far_as_they_can_be_seen() =>
        Assert.Equal([new LinePoint(1, 8), new LinePoint(2, 2), new LinePoint(3, 0.8)], LinePoint.OfDescending([8, 2, 0.8, 0.79, 0], 0.1));

    [Fact]
    public void No_values_are_no_points() => Assert.Empty(LinePoint.OfDescending([], 0.1));
}
