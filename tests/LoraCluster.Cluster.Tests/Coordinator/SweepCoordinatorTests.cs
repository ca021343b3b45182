using Akka.Actor;
using Akka.TestKit;
using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class SweepCoordinatorTests : SerializingTestKit
{
    private readonly ManualClock _clock = new();
    private readonly TestProbe _observer;
    private readonly TestProbe _aggregator;
    private readonly IActorRef _coordinator;

    public SweepCoordinatorTests()
    {
        _observer = CreateTestProbe();
        _observer.IgnoreMessages<ProgressProtocol.SweepAdvanced>(_ => true);
        _aggregator = CreateTestProbe();
        _coordinator = Start(isOfCluster: false);
        _coordinator.Tell(new StoreProtocol.AggregatorReady(_aggregator.Ref));
    }

    [Fact]
    public void A_worker_that_asks_gets_a_block_and_the_aggregator_hears_of_the_part_first()
    {
        var worker = CreateTestProbe();

        Ask(worker, "w", 1);

        var leased = worker.ExpectMsg<WorkProtocol.BlocksLeased>();
        Assert.Equal((new Block(0, 0, 0, 1, 0, 100), _aggregator.Ref), (leased.Loans.Single().Block, leased.Aggregator));
        _aggregator.ExpectMsg(new StoreProtocol.OpenPart(new PartRange(0, 0, 2), 1, 0));
    }

    [Fact]
    public void Coordinator_must_lease_again_when_a_worker_dies()
    {
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        Ask(first, "first", 4);
        var held = LoansOf(first, 4).Select(l => l.Block).ToHashSet();

        // Six parts may be open for two workers: twelve blocks, four of which the first worker holds.
        Ask(second, "second", 16);
        LoansOf(second, 8);

        Sys.Stop(first);

        Assert.Equal(held, LoansOf(second, 4).Select(l => l.Block).ToHashSet());
    }

    [Fact]
    public void Coordinator_must_lease_again_when_time_is_up()
    {
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        Ask(first, "first", 1);
        var lease = LoansOf(first, 1).Single();
        _clock.Advance(61);

        Ask(second, "second", 16);

        // Eleven blocks of the six parts that may be open are fresh; the twelfth is the first worker's.
        Assert.Contains(LoansOf(second, 12), l => l.Block == lease.Block);
    }

    [Fact]
    public void A_stop_request_is_answered_with_the_outcome()
    {
        _coordinator.Tell(ProgressProtocol.StopSweep.Instance);

        var ended = _observer.ExpectMsg<ProgressProtocol.SweepEnded>();
        Assert.Equal(new SweepOutcome.Stopped(0, 8, StopReason.Cancelled, string.Empty), ended.Outcome);
    }

    [Fact]
    public void A_broken_sweep_ends_with_the_reason()
    {
        _coordinator.Tell(new StoreProtocol.SweepBroken(SweepFailure.DeterminismViolation, "bits"));

        var outcome = Assert.IsType<SweepOutcome.Failed>(_observer.ExpectMsg<ProgressProtocol.SweepEnded>().Outcome);
        Assert.Equal((SweepFailure.DeterminismViolation, "bits"), (outcome.Kind, outcome.Message));
    }

    [Fact]
    public void A_merged_block_is_told_to_the_observer_once()
    {
        var worker = CreateTestProbe();
        Ask(worker, "w", 1);
        var loan = LoansOf(worker, 1).Single();
        _clock.Advance(2);

        Merge(loan, new MergeStep(true, 1, 100));
        Merge(loan, new MergeStep(false, 1, 100));

        var telemetry = _observer.ExpectMsg<ProgressProtocol.BlocksDone>().Blocks.Single();
        Assert.Equal(new BlockTelemetry("w", 0, 0, 1, 0, 1, 0, 100, 2, 0.25), telemetry);
        _observer.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Leases_that_one_message_causes_travel_together()
    {
        var worker = CreateTestProbe();
        Ask(worker, "w", 6);
        var first = worker.ExpectMsg<WorkProtocol.BlocksLeased>().Loans;
        Assert.Equal(6, first.Count);

        _coordinator.Tell(new StoreProtocol.BlocksMerged(
            new WorkerId("w"), [.. first.Take(2).Select(loan => new StoreProtocol.MergedBlock(loan, new MergeStep(false, 1, 100), 0.25))]));

        Assert.Equal(2, worker.ExpectMsg<WorkProtocol.BlocksLeased>().Loans.Count);
    }

    [Fact]
    public void The_death_of_the_last_aggregator_ends_the_sweep()
    {
        Ask(CreateTestProbe(), "w", 1);
        _aggregator.ExpectMsg<StoreProtocol.OpenPart>();

        Sys.Stop(_aggregator);

        Assert.Equal(SweepFailure.Internal, Assert.IsType<SweepOutcome.Failed>(_observer.ExpectMsg<ProgressProtocol.SweepEnded>().Outcome).Kind);
    }

    [Fact]
    public void When_an_aggregator_dies_another_begins_its_parts_again()
    {
        var other = CreateTestProbe();
        _coordinator.Tell(new StoreProtocol.AggregatorReady(other.Ref));
        Ask(CreateTestProbe(), "w", 1);
        _aggregator.ExpectMsg<StoreProtocol.OpenPart>();

        Sys.Stop(_aggregator);

        Assert.Equal((0, 2), (other.ExpectMsg<StoreProtocol.OpenPart>() is var open ? open.Part.Number : -1, open.FirstAttempt));
    }

    [Fact]
    public async Task An_aggregator_of_a_cluster_that_falls_silent_loses_its_parts_to_one_that_speaks()
    {
        var (coordinator, _, alive) = StartWithTwo();

        // A coordinator that stood still has heard nobody, and blames nobody.
        _clock.Advance(60);
        await TickAsync(coordinator);
        await PassAsync(coordinator, alive, 28);
        alive.ExpectNoMsg(TimeSpan.Zero);

        await PassAsync(coordinator, alive, 4);

        Assert.Equal(0, alive.ExpectMsg<StoreProtocol.OpenPart>().Part.Number);
    }

    [Fact]
    public async Task The_only_aggregator_keeps_its_parts_however_long_it_is_silent()
    {
        var (coordinator, only) = StartWithOne();

        await PassAsync(coordinator, null, 80);
        coordinator.Tell(new StoreProtocol.AggregatorReady(only.Ref));
        await TickAsync(coordinator);
        only.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Of_aggregators_that_all_fell_silent_the_first_to_speak_again_does_not_get_the_parts_of_the_others()
    {
        var (coordinator, first, second) = StartWithTwo();
        await PassAsync(coordinator, null, 80);

        await PassAsync(coordinator, second, 8);
        coordinator.Tell(new StoreProtocol.AggregatorReady(first.Ref));
        await TickAsync(coordinator);

        second.ExpectNoMsg(TimeSpan.Zero);
        first.ExpectNoMsg(TimeSpan.Zero);
    }

    // Time in steps that are no standstill, with ticks between.
    private async Task PassAsync(IActorRef coordinator, TestProbe? heard, int seconds)
    {
        for (int passed = 0; passed < seconds; passed += 4)
        {
            _clock.Advance(4);
            await TickAsync(coordinator);
            if (heard is not null)
            {
                coordinator.Tell(new StoreProtocol.AggregatorReady(heard.Ref));
            }
        }
    }

    // The aggregator has an open part.
    private (IActorRef Coordinator, TestProbe Aggregator) StartWithOne()
    {
        var (aggregator, worker) = (CreateTestProbe(), CreateTestProbe());
        var coordinator = Start(isOfCluster: true);
        coordinator.Tell(new StoreProtocol.AggregatorReady(aggregator.Ref));
        coordinator.Tell(new WorkProtocol.RequestWork(new WorkerId("w"), 1, 0), worker);
        aggregator.FishForMessage(message => message is StoreProtocol.OpenPart);
        return (coordinator, aggregator);
    }

    // The second has none.
    private (IActorRef Coordinator, TestProbe First, TestProbe Second) StartWithTwo()
    {
        var (coordinator, first) = StartWithOne();
        var second = CreateTestProbe();
        coordinator.Tell(new StoreProtocol.AggregatorReady(second.Ref));
        second.ExpectMsg<WorkProtocol.TellHeld>();
        return (coordinator, first, second);
    }

    // Its own ticks come besides, at any time; this one is over when the coordinator has said who it is.
    private static async Task TickAsync(IActorRef coordinator)
    {
        coordinator.Tell(SweepCoordinatorActor.Tick.Instance);
        await coordinator.Ask<ActorIdentity>(new Identify(null));
    }

    [Fact]
    public void A_worker_that_holds_more_than_it_was_lent_is_asked_what()
    {
        var worker = CreateTestProbe();
        Ask(worker, "w", 1);
        worker.ExpectMsg<WorkProtocol.BlocksLeased>();

        Ask(worker, "w", 1, 3);
        Ask(worker, "w", 1, 3);

        worker.ExpectMsg<WorkProtocol.TellHeld>();
    }

    private IActorRef Start(bool isOfCluster)
    {
        var sweep = ToySweep.Of(16, 100, new ToyExperiment { Seconds = _ => 0.001 });
        var ledger = new SweepLedger(new PartPlan(sweep), new BlockPlan(sweep).Blocks);
        var observer = _observer.Ref;
        return Sys.ActorOf(Props.Create(() => new SweepCoordinatorActor(ledger, observer, _clock, isOfCluster)));
    }

    private void Ask(TestProbe worker, string name, int window, int held = 0) =>
        _coordinator.Tell(new WorkProtocol.RequestWork(new WorkerId(name), window, held), worker);

    private void Merge(Loan loan, MergeStep step) => _coordinator.Tell(
        new StoreProtocol.BlocksMerged(new WorkerId("w"), [new StoreProtocol.MergedBlock(loan, step, 0.25)]));

    private static List<Loan> LoansOf(TestProbe worker, int count)
    {
        var loans = new List<Loan>();
        while (loans.Count < count)
        {
            loans.AddRange(worker.ExpectMsg<WorkProtocol.BlocksLeased>().Loans);
        }

        Assert.Equal(count, loans.Count);
        return loans;
    }
}
