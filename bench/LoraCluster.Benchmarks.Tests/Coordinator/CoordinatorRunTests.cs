using LoraCluster.Benchmarks.Coordinator;

namespace LoraCluster.Benchmarks.Tests.Coordinator;

public sealed class CoordinatorRunTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sweep_that_ends_early_is_counted_whole(bool isRemote)
    {
        using var run = new CoordinatorRun(isRemote, cells: 3000, workers: 2);

        CoordinatorRow row = run.Watch(60);

        Assert.Equal(3000, row.Blocks);
        Assert.InRange(row.Seconds, 0, 59);
        Assert.Equal(row.Blocks / row.Seconds, row.BlocksPerSecond);
        Assert.True(row.MessagesPerSecond > 0 && row.Cpus > 0 && row.ResidentMbMax >= row.ResidentMb);
    }

    [Fact]
    public void A_sweep_without_an_end_is_watched_for_the_time_given()
    {
        using var run = new CoordinatorRun(isRemote: false, cells: 1_000_000_000, workers: 2);

        CoordinatorRow row = run.Watch(0.5);

        Assert.InRange(row.Seconds, 0.5, 5);
        Assert.InRange(row.Blocks, 1, 999_999_999);
    }
}
