using LoraCluster.Cluster.Aggregator;
using Xunit;

namespace LoraCluster.Cluster.Tests.Aggregator;

public sealed class DiskWatchTests
{
    [Fact]
    public void It_tells_how_long_the_disk_has_not_answered_and_that_it_answers_again_be_it_with_an_error()
    {
        var clock = new ManualClock();
        var watch = new DiskWatch(clock);
        var seen = new List<double>();
        void Wait()
        {
            clock.Advance(31);
            seen.Add(watch.Waiting.TotalSeconds);
        }

        watch.During(Wait);
        seen.Add(watch.Waiting.TotalSeconds);
        Assert.Throws<IOException>(() => watch.During(() =>
        {
            Wait();
            throw new IOException("EIO");
        }));
        seen.Add(watch.Waiting.TotalSeconds);

        Assert.Equal([31, 0, 31, 0], seen);
    }
}
