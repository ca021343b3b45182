using LoraCluster.Reports.Figures.Building;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class RankChoiceTests
{
    [Fact]
    public void Few_ranks_are_all_drawn() => Assert.Equal([1, 2, 3, 5, 8, 13, 21, 34], RankChoice.Of([1, 2, 3, 5, 8, 13, 21, 34]));

    [Theory]
    [InlineData(9, "1 2 3 4 5 6 7 9")]
    [InlineData(40, "1 2 3 5 8 14 24 40")]
    [InlineData(1000, "1 3 7 19 52 139 373 1000")]
    public void Many_ranks_are_thinned_out_evenly_in_the_logarithm(int highest, string expected) =>
        Assert.Equal(expected, string.Join(' ', RankChoice.Of([.. Enumerable.Range(1, highest)])));
}
