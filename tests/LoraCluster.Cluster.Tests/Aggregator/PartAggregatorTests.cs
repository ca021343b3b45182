using Akka.Actor;
using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Aggregator;

public sealed class PartAggregatorTests : SerializingTestKit
{
    private static readonly Sweeps.Definition.SweepDefinition Sweep = ToySweep.Of(64, 100, keepTrials: true);
    private static readonly PartRange Part = new PartPlan(Sweep).Part(3);

    [Fact]
    public void Blocks_merged_through_serialization_become_the_rows_of_LocalSweep()
    {
        var sink = new MemorySink();
        var aggregator = Open(sink);
        foreach (var result in Results())
        {
            Solve(aggregator, result, 1);
            Assert.False(ExpectMsg<StoreProtocol.BlocksMerged>().Blocks.Single().Step.WasKnown);
            Solve(aggregator, result, 1);
            Assert.True(ExpectMsg<StoreProtocol.BlocksMerged>().Blocks.Single().Step.WasKnown);
        }

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg(new StoreProtocol.PartStored(3, 8, 0));
        Assert.Equal(MemorySink.ByLocalSweep(Sweep).Parts[3], sink.Parts[3]);
    }

    [Fact]
    public void Nothing_is_called_stored_before_the_sink_has_returned()
    {
        var aggregator = Open(new MemorySink { BeforeCommit = _ => ExpectNoMsg(TimeSpan.Zero) });
        MergeAll(aggregator);

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg<StoreProtocol.PartStored>();
    }

    [Fact]
    public void An_order_to_store_that_comes_twice_is_answered_twice_and_done_once()
    {
        int commits = 0;
        var aggregator = Open(new MemorySink { BeforeCommit = _ => commits++ });
        MergeAll(aggregator);

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));
        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg<StoreProtocol.PartStored>();
        ExpectMsg<StoreProtocol.PartStored>();
        Assert.Equal(1, commits);
    }

    [Fact]
    public void A_part_it_does_not_have_is_reported_lost()
    {
        var aggregator = Start(new MemorySink());

        aggregator.Tell(new StoreProtocol.StorePart(3, 7, 1));
        ExpectMsg(new StoreProtocol.PartLost(3, 7));
        Solve(aggregator, Results()[0], 9);
        ExpectMsg(new StoreProtocol.PartLost(3, 9));
    }

    [Fact]
    public void A_part_that_lacks_a_block_is_not_stored_and_begun_again()
    {
        var sink = new MemorySink();
        var aggregator = Open(sink);
        Solve(aggregator, Results()[0], 1);
        ExpectMsg<StoreProtocol.BlocksMerged>();

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg(new StoreProtocol.PartLost(3, 1));
        Assert.Empty(sink.Parts);
    }

    [Fact]
    public void An_answer_with_an_old_attempt_is_not_merged_and_the_coordinator_hears_where_attempts_begin()
    {
        var aggregator = Open(new MemorySink());
        aggregator.Tell(new StoreProtocol.OpenPart(Part, 5, 3));

        Solve(aggregator, Results()[0], 4);
        Solve(aggregator, Results()[0], 5);

        Assert.Equal(new StoreProtocol.AttemptWasOld(Part.Number, 5), ExpectMsg<StoreProtocol.AttemptWasOld>());
        Assert.Equal(5, ExpectMsg<StoreProtocol.BlocksMerged>().Blocks.Single().Loan.Attempt);
    }

    [Fact]
    public void A_full_disk_is_reported_with_its_kind_and_the_rows_are_kept_for_the_next_try()
    {
        int tries = 0;
        var aggregator = Open(new MemorySink { BeforeCommit = _ => FailOnce(ref tries) });
        MergeAll(aggregator);

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));
        ExpectMsg(new StoreProtocol.PartStoreFailed(3, 1, PartStoreFailure.DiskFull, "errno 28"));
        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 2));
        ExpectMsg<StoreProtocol.PartStored>();
    }

    [Fact]
    public void An_order_that_failed_and_comes_again_is_no_reason_to_try_again()
    {
        int tries = 0;
        var aggregator = Open(new MemorySink { BeforeCommit = _ => FailOnce(ref tries) });
        MergeAll(aggregator);

        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));
        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg(new StoreProtocol.PartStoreFailed(3, 1, PartStoreFailure.DiskFull, "errno 28"));
        ExpectMsg(new StoreProtocol.PartStoreFailed(3, 1, PartStoreFailure.DiskFull, "errno 28"));
        Assert.Equal(1, tries);
    }

    [Fact]
    public void A_coordinator_that_takes_over_gets_no_answer_to_its_predecessors_order()
    {
        int tries = 0;
        var aggregator = Open(new MemorySink { BeforeCommit = _ => FailOnce(ref tries) });
        MergeAll(aggregator);
        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));
        ExpectMsg<StoreProtocol.PartStoreFailed>();

        aggregator.Tell(new StoreProtocol.OpenPart(Part, 1, 3));
        aggregator.Tell(new StoreProtocol.StorePart(3, 1, 1));

        ExpectMsg<StoreProtocol.PartStored>();
    }

    [Fact]
    public void Two_different_answers_to_one_block_break_the_sweep()
    {
        var aggregator = Open(new MemorySink());
        var result = Results()[0];
        Solve(aggregator, result, 1);
        ExpectMsg<StoreProtocol.BlocksMerged>();

        Solve(aggregator, result with { Losses = [.. result.Losses.Select(l => l + 1)] }, 1);

        Assert.Equal(SweepFailure.DeterminismViolation, ExpectMsg<StoreProtocol.SweepBroken>().Kind);
    }

    [Fact]
    public void Blocks_that_come_together_are_acknowledged_together_and_lost_parts_apart()
    {
        var aggregator = Open(new MemorySink());
        var results = Results();
        var elsewhere = results[0] with { Block = results[0].Block with { Part = 6 } };

        aggregator.Tell(new WorkProtocol.BlocksSolved(
            new WorkerId("w"), [Solution(results[0], 1), Solution(elsewhere, 1), Solution(results[1], 2)]));

        ExpectMsg(new StoreProtocol.PartLost(6, 1));
        Assert.Equal(
            [new Loan(results[0].Block, 1), new Loan(results[1].Block, 2)],
            ExpectMsg<StoreProtocol.BlocksMerged>().Blocks.Select(b => b.Loan));
    }

    [Fact]
    public void Blocks_merged_before_a_fault_are_acknowledged()
    {
        var aggregator = Open(new MemorySink());
        var results = Results();
        var tooShort = results[1] with { Losses = [1] };

        aggregator.Tell(new WorkProtocol.BlocksSolved(new WorkerId("w"), [Solution(results[0], 1), Solution(tooShort, 1)]));

        ExpectMsg<StoreProtocol.SweepBroken>();
        Assert.Equal(new Loan(results[0].Block, 1), ExpectMsg<StoreProtocol.BlocksMerged>().Blocks.Single().Loan);
    }

    private static void FailOnce(ref int tries)
    {
        if (tries++ == 0)
        {
            throw new PartStoreException(PartStoreFailure.DiskFull, "errno 28");
        }
    }

    private static List<BlockResult> Results()
    {
        using var runner = Sweep.Experiment.CreateRunner();
        return [.. new BlockPlan(Sweep).Blocks(Part).Select(b => new BlockRunner(Sweep).Run(b, runner))];
    }

    private static void Solve(IActorRef aggregator, BlockResult result, int attempt) =>
        aggregator.Tell(new WorkProtocol.BlocksSolved(new WorkerId("w"), [Solution(result, attempt)]));

    private static WorkProtocol.Solution Solution(BlockResult result, int attempt) =>
        new(new Loan(result.Block, attempt), result.Losses, 0.1);

    private IActorRef Start(MemorySink sink)
    {
        var (desk, coordinator) = (new PartDesk(Sweep, null, sink), TestActor);
        return Sys.ActorOf(Props.Create(() => new PartAggregatorActor(desk, coordinator)));
    }

    private IActorRef Open(MemorySink sink)
    {
        var aggregator = Start(sink);
        aggregator.Tell(new StoreProtocol.OpenPart(Part, 1, 3));
        return aggregator;
    }

    private void MergeAll(IActorRef aggregator)
    {
        foreach (var result in Results())
        {
            Solve(aggregator, result, 1);
            ExpectMsg<StoreProtocol.BlocksMerged>();
        }
    }
}
