using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Protocol;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class RivalWatchTests
{
    private static readonly NodeProtocol.Rival Small = new("a:1", 2, true, false);
    private static readonly NodeProtocol.Rival Large = new("b:1", 3, true, false);

    [Fact]
    public void The_weaker_of_two_yields_once_it_has_heard_the_other_for_a_while()
    {
        var watch = new RivalWatch();

        Assert.Equal([false, false, false, true], new[] { 0, 5, 10, 15 }.Select(s => watch.MustYield(Small, Large, TimeSpan.FromSeconds(s))));
        Assert.DoesNotContain(true, new[] { 0, 5, 10, 15, 90 }.Select(s => new RivalWatch().MustYield(Large, Small, TimeSpan.FromSeconds(s))));
    }

    [Fact]
    public void One_that_fell_silent_between_is_heard_anew()
    {
        var watch = new RivalWatch();

        Assert.Equal([false, false, false, false], new[] { 0, 10, 25, 35 }.Select(s => watch.MustYield(Small, Large, TimeSpan.FromSeconds(s))));
    }

    [Fact]
    public void Whoever_can_store_is_stronger_than_who_has_more_nodes_and_one_of_two_equals_always_yields()
    {
        Assert.False(Yields(Small, Large with { HasData = false }));
        Assert.True(Yields(Large with { HasData = false }, Small));
        var equal = new NodeProtocol.Rival("b:1", 2, true, false);
        Assert.NotEqual(Yields(Small, equal), Yields(equal, Small));
    }

    private static bool Yields(NodeProtocol.Rival own, NodeProtocol.Rival other)
    {
        var watch = new RivalWatch();
        return new[] { 0, 10, 20 }.Select(s => watch.MustYield(own, other, TimeSpan.FromSeconds(s))).ToList()[^1];
    }
}
