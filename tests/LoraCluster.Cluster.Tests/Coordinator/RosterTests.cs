using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class RosterTests : SerializingTestKit
{
    private readonly Roster _roster = new(new NodeIdentity("1", "bits"), "self:1");

    [Fact]
    public void An_archive_that_fails_is_followed_by_the_next_node_that_is_reachable_and_has_data()
    {
        var (first, second, third) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Greet("a:1", "data", first);
        Greet("b:1", string.Empty, second);
        Greet("c:1", "data", third);

        Assert.Equal(first.Ref, _roster.Archive);
        _roster.TurnFrom(first);
        _roster.TurnFrom(first);
        Assert.Equal(third.Ref, _roster.Archive);
        _roster.Reach("c:1", false);
        Assert.Equal(first.Ref, _roster.Archive);
    }

    [Fact]
    public void An_aggregator_of_another_data_directory_is_refused()
    {
        Greet("a:1", "data", CreateTestProbe());

        Assert.Contains("data directory", _roster.Greet(Hello("b:1", "other", CreateTestProbe()), TestActor, () => 3, TimeSpan.Zero), StringComparison.Ordinal);
    }

    [Fact]
    public void An_aggregator_waits_while_it_is_not_known_whose_directory_is_the_right_one_unless_it_coordinates()
    {
        var hello = Hello("a:1", "data", CreateTestProbe());

        Assert.Null(_roster.Greet(hello, TestActor, () => 3, TimeSpan.Zero));
        Assert.False(_roster.Knows(hello));
        Assert.Null(_roster.Greet(hello, TestActor, () => 3, TimeSpan.FromSeconds(15)));
        Assert.True(_roster.Knows(hello));
        var own = new Roster(new NodeIdentity("1", "bits"), "a:1");
        own.Greet(hello, TestActor, () => 3, TimeSpan.Zero);
        Assert.True(own.Knows(hello));
    }

    private void Greet(string address, string data, Akka.TestKit.TestProbe archive) => Assert.Null(_roster.Greet(Hello(address, data, archive, hasJoined: true), TestActor, () => 3, TimeSpan.Zero));

    private static NodeProtocol.Hello Hello(string address, string data, Akka.TestKit.TestProbe archive, bool hasJoined = false) =>
        new(address, 1, NodeProtocol.Version, "1", "bits", [], [NodeRoles.Aggregator], 0, data, hasJoined, archive);
}
