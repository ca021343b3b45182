using LoraCluster.Reports.Figures;

namespace LoraCluster.Reports.Tests.Figures;

public class RankClassesTests
{
    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(3, 3, "")]
    [InlineData(5, 4, " … 5")]
    [InlineData(31, 16, " … 31")]
    [InlineData(32, 32, " … 63")]
    [InlineData(5000, 512, " or more")]
    public void A_rank_is_in_the_class_of_its_doubling(int rank, int start, string rest) =>
        Assert.Equal((start, rest), (RankClasses.StartOf(rank), RankClasses.RestOf(start)));
}
