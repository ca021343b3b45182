using Akka.Actor;
using Akka.TestKit.Xunit2;
using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Planning;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class LeaseOutboxTests : TestKit
{
    [Fact]
    public void A_lease_that_is_withdrawn_before_it_is_sent_is_not_sent()
    {
        var outbox = new LeaseOutbox();
        var (kept, taken) = (Loan(0), Loan(1));
        outbox.Add(TestActor, ActorRefs.Nobody, kept);
        outbox.Add(TestActor, ActorRefs.Nobody, taken);

        Assert.True(outbox.TakeBack(TestActor, ActorRefs.Nobody, taken.Lease));
        Assert.False(outbox.TakeBack(TestActor, ActorRefs.Nobody, taken.Lease));
        outbox.Send();

        Assert.Equal([kept], ExpectMsg<WorkProtocol.BlocksLeased>().Loans);
    }

    [Fact]
    public void Nobody_hears_of_leases_that_are_all_taken_back()
    {
        var outbox = new LeaseOutbox();
        outbox.Add(TestActor, ActorRefs.Nobody, Loan(0));

        Assert.True(outbox.TakeBack(TestActor, ActorRefs.Nobody, Loan(0).Lease));
        outbox.Send();

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private static Loan Loan(int block) => new(new Block(0, block, block, 1, 0, 1), 1);
}
