using LoraCluster.Cluster.Worker;
using Xunit;

namespace LoraCluster.Cluster.Tests.Worker;

public sealed class WorkerWindowTests
{
    private readonly WorkerWindow _window = WorkerWindow.Near();

    [Theory]
    [InlineData(10, 4)]
    [InlineData(0.1, 4)]
    [InlineData(0.01, 8)]
    [InlineData(0.001, 64)]
    [InlineData(0, 64)]
    public void The_shorter_the_blocks_the_more_are_held_within_bounds(double seconds, int size)
    {
        Note(seconds, 500);

        Assert.Equal(size, _window.Size);
    }

    [Fact]
    public void Blocks_that_become_long_are_held_in_small_numbers_again()
    {
        Note(0, 500);
        Note(0.1, 100);

        Assert.Equal(WorkerWindow.Min, _window.Size);
    }

    [Fact]
    public void Steady_blocks_change_nothing_more()
    {
        Note(0.01, 500);

        Assert.Equal(0, Note(0.01, 100) + Note(0.014, 100) + Note(0.007, 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(0.015)]
    public void In_a_cluster_a_worker_holds_a_minute_of_work(double seconds)
    {
        var window = WorkerWindow.Far();
        for (int block = 0; block < 500; block++)
        {
            window.Note(seconds);
        }

        Assert.InRange(window.Size * seconds, 60, 130);
    }

    private int Note(double seconds, int times) => Enumerable.Range(0, times).Count(_ => _window.Note(seconds));
}
