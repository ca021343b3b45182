using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Worker;

public sealed class WorkerActorTests : SerializingTestKit
{
    [Fact]
    public void Everything_leased_is_answered_in_order_in_messages_that_fit_a_frame()
    {
        // 40 blocks of 4000 losses: no message holds more than three.
        var sweep = ToySweep.Of(40, 2000);
        var worker = Start(sweep);
        var loans = Enumerable.Range(0, 40).Select(i => new Loan(new Block(0, i, i, 1, 0, 2000), 1)).ToList();

        worker.Tell(new WorkProtocol.BlocksLeased(TestActor, loans));

        var answered = new List<WorkProtocol.Solution>();
        while (answered.Count < loans.Count)
        {
            answered.AddRange(FishForMessage<WorkProtocol.BlocksSolved>(_ => true).Solutions);
        }

        Assert.Equal(loans, answered.Select(a => a.Loan));
        Assert.All(answered, a => Assert.Equal(4000, a.Losses.Length));
    }

    [Fact]
    public void Short_blocks_make_it_ask_for_more()
    {
        var worker = Start(ToySweep.Of(1000, 1));

        worker.Tell(new WorkProtocol.BlocksLeased(TestActor, [.. Enumerable.Range(0, 500).Select(i => new Loan(new Block(0, i, i, 1, 0, 1), 1))]));

        FishForMessage<WorkProtocol.RequestWork>(asked => asked.Window > WorkerWindow.Min);
    }

    [Fact]
    public void A_trial_with_more_outcomes_than_a_frame_holds_is_a_crash_with_its_reason()
    {
        var worker = Start(ToySweep.Of(1, 1, new ToyExperiment { OutcomeCount = _ => Frame.LossesMax + 1 }));

        worker.Tell(new WorkProtocol.BlocksLeased(TestActor, [new Loan(new Block(0, 0, 0, 1, 0, 1), 1)]));

        Assert.Contains("losses", FishForMessage<WorkProtocol.BlockCrashed>(_ => true).Message, StringComparison.Ordinal);
    }

    // The test stands for the coordinator, and its actor for the aggregator.
    private IActorRef Start(SweepDefinition sweep)
    {
        var coordinator = TestActor;
        return Sys.ActorOf(Props.Create(() => new WorkerActor(new WorkerId("w"), sweep, coordinator, TimeProvider.System, false)));
    }
}
