using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Tests.Figures.Building;

public class PointValueTests
{
    [Theory]
    [InlineData(1500, 0, 1.96)]
    [InlineData(30, 0, 1.96)]
    [InlineData(5, 0, 2.7764451)]
    [InlineData(1500, 1495, 2.7764451)]
    [InlineData(2, 0, 12.7062047)]
    public void Few_trials_have_the_wider_intervals_of_Students_distribution(int trials, int failed, double factor)
    {
        var row = Toy.Row(new Outcome("full", null), 10, sem: 0.5, failed: failed) with { Trials = trials };
        var point = PointValue.Of(1, row)!;
        Assert.Equal(10 - (factor * 0.5), point.Low!.Value, 6);
        Assert.Equal(10 + (factor * 0.5), point.High!.Value, 6);
    }
}
