using LoraCluster.Sweeps.Ledger;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class StandstillWatchTests
{
    [Fact]
    public void Only_a_tick_that_comes_late_tells_of_a_standstill_and_of_all_of_it()
    {
        var watch = new StandstillWatch();

        Assert.Null(watch.OnTick(StandstillWatch.Above));
        Assert.Equal(TimeSpan.FromSeconds(60), watch.OnTick(StandstillWatch.Above + TimeSpan.FromSeconds(60)));
        Assert.Null(watch.OnTick(StandstillWatch.Above + TimeSpan.FromSeconds(61)));
    }
}
