using LoraCluster.Sweeps.Ledger;
using Xunit;
using static LoraCluster.Sweeps.Tests.Ledger.LedgerDriver;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>A ledger that goes on where another's coordinator died.</summary>
public sealed class SuccessionTests
{
    private readonly LedgerDriver _driver = new(new LedgerOptions { GatherFor = TimeSpan.FromSeconds(3) });

    [Fact]
    public void Nothing_is_lent_before_everyone_had_time_to_say_what_they_hold()
    {
        Assert.Empty(_driver.Ask(Anna, 1));
        Assert.Empty(Leases(_driver.Wait(2.9)));
        Assert.Single(Leases(_driver.Wait(0.2)));
    }

    [Fact]
    public void Blocks_that_an_aggregator_holds_and_leases_that_workers_hold_are_not_lent_again()
    {
        _driver.Tell(Held(0, 3, 7, 0));
        _driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(0, 1, 8)));
        _driver.Wait(3);

        Assert.Equal([new LeaseId(1, 0, 1)], _driver.Ask(Anna, 1).Select(l => l.Lease));
        Assert.Contains(new LedgerEffect.StorePart(new(0, 0, 2), 3, 1), _driver.Merge(new LeaseId(0, 1, 8)));
        Assert.Equal((2, 1), (_driver.Ledger.Progress(default).CellsDone, _driver.Ledger.Progress(default).TrialsDone));
    }

    [Fact]
    public void A_block_that_is_merged_while_the_successor_listens_is_not_waited_for()
    {
        _driver.Tell(Held(0, 3, 7, 0));
        _driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(0, 1, 8)));
        _driver.Tell(Held(1, 1, 2));
        _driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(1, 0, 1)));
        _driver.Merge(new LeaseId(0, 1, 8));
        _driver.Merge(new LeaseId(0, 1, 8));
        _driver.Merge(new LeaseId(1, 1, 2));
        _driver.Wait(3);

        var effects = _driver.Tell(new LedgerEvent.WorkerAsked(Anna, 1, 0));

        Assert.Contains(new LedgerEffect.StorePart(new(0, 0, 2), 3, 1), effects);
        Assert.Equal([new LeaseId(2, 0, 1)], Leases(effects).Select(l => l.Lease));
        Assert.Contains(new LedgerEffect.StorePart(new(1, 2, 2), 1, 1), _driver.Merge(new LeaseId(1, 0, 1)));
    }

    [Fact]
    public void A_part_that_is_whole_at_its_aggregator_is_stored_at_once()
    {
        _driver.Tell(Held(0, 1, 2, 0, 1));
        _driver.Wait(3);

        var effects = _driver.Tell(new LedgerEvent.WorkerAsked(Anna, 1, 0));

        Assert.Contains(new LedgerEffect.StorePart(new(0, 0, 2), 1, 1), effects);
    }

    [Fact]
    public void Leases_of_a_part_that_no_aggregator_holds_are_withdrawn()
    {
        _driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(0, 1, 8)));
        _driver.Wait(3);

        var effects = _driver.Tell(new LedgerEvent.WorkerAsked(Anna, 1, 0));

        Assert.Contains(new LedgerEffect.WithdrawBlock(Ben, new LeaseId(0, 1, 8)), effects);
        Assert.Equal([new LeaseId(0, 0, 1)], Leases(effects).Select(l => l.Lease));
    }

    [Fact]
    public void A_lease_of_a_part_that_is_on_disk_is_withdrawn()
    {
        var driver = new LedgerDriver(null, 0);

        Assert.Equal([new LedgerEffect.WithdrawBlock(Ben, new LeaseId(0, 1, 8))], driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(0, 1, 8))));
    }

    [Fact]
    public void An_adopted_lease_expires_like_any_other_and_returns_with_its_worker()
    {
        _driver.Tell(Held(0, 1, 1));
        _driver.Tell(new LedgerEvent.LeaseHeld(Ben, new LeaseId(0, 0, 5)));
        _driver.Wait(3);
        _driver.Ask(Anna, 1);

        _driver.Tell(new LedgerEvent.WorkerLeft(Ben));

        Assert.Equal(new LeaseId(0, 0, 7), _driver.Ask(Anna, 2, 1).Single().Lease);
    }

    [Fact]
    public void An_answer_that_is_old_where_it_came_to_begins_the_part_again_beyond_it()
    {
        _driver.Wait(3);
        _driver.Ask(Anna, 1);

        var effects = _driver.Tell(new LedgerEvent.AttemptWasOld(0, 9));

        Assert.Contains(effects, e => e is LedgerEffect.OpenPart { FirstAttempt: 9 });
        Assert.Empty(_driver.Tell(new LedgerEvent.AttemptWasOld(0, 9)));
    }

    [Fact]
    public void A_part_stored_by_the_predecessors_order_is_not_opened()
    {
        _driver.Wait(3);
        _driver.Stored(0);

        Assert.Equal([new LeaseId(1, 0, 1)], _driver.Ask(Anna, 1).Select(l => l.Lease));
        Assert.Equal(1, _driver.Ledger.Progress(default).PartsCommitted);
    }

    [Fact]
    public void Without_an_aggregator_nothing_is_lent_and_the_user_is_told()
    {
        var driver = new LedgerDriver();
        driver.Tell(new LedgerEvent.AggregatorsKnown(false));

        Assert.Empty(driver.Ask(Anna, 1));
        Assert.Null(driver.Ledger.Progress(default).PausedBecause);
        driver.Wait(6);
        Assert.NotNull(driver.Ledger.Progress(default).PausedBecause);
        Assert.Single(Leases(driver.Tell(new LedgerEvent.AggregatorsKnown(true))));
    }

    private static LedgerEvent.PartHeld Held(int part, int firstAttempt, int lastAttempt, params int[] blocks) =>
        new(new HeldPart(part, firstAttempt, lastAttempt, blocks.Length, HeldPart.Bits(blocks, 100)));
}
