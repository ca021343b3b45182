using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;
using Xunit;
using static LoraCluster.Sweeps.Tests.Ledger.LedgerDriver;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class LeaseTests
{
    private readonly LedgerDriver _driver = new();

    [Fact]
    public void A_worker_gets_as_many_blocks_as_it_wants_to_hold_in_order()
    {
        var leases = _driver.Ask(Anna, 3);

        Assert.Equal([new LeaseId(0, 0, 1), new LeaseId(0, 1, 2), new LeaseId(1, 0, 1)], leases.Select(l => l.Lease));
    }

    [Fact]
    public void Asking_again_changes_nothing()
    {
        _driver.Ask(Anna, 3);

        Assert.Empty(_driver.Ask(Anna, 3, 3));
    }

    [Fact]
    public void Blocks_a_worker_holds_beyond_its_leases_take_up_its_room() => Assert.Single(_driver.Ask(Anna, 3, 2));

    [Fact]
    public void A_merged_block_makes_room_for_the_next()
    {
        var leases = _driver.Ask(Anna, 1);

        Assert.Equal([new LeaseId(0, 1, 2)], Leases(_driver.Merge(leases[0].Lease)).Select(l => l.Lease));
    }

    [Fact]
    public void Workers_take_turns()
    {
        _driver.Ask(Anna, 1);
        _driver.Ask(Ben, 1);
        var held = _driver.Ask(new WorkerId("cora"), 1)[0];

        Assert.Equal("cora", Leases(_driver.Merge(held.Lease)).Single().Worker.Name);
    }

    [Fact]
    public void Workers_share_the_leases_there_may_be_but_each_may_hold_four()
    {
        var driver = new LedgerDriver(new LedgerOptions { LeasesMax = 10 });
        Assert.Equal(6, driver.Ask(Anna, 6).Count);
        Assert.Equal(5, driver.Ask(Ben, 9).Count);

        var third = driver.Ask(new WorkerId("cora"), 9);

        Assert.Equal(4, third.Count);
    }

    [Fact]
    public void Who_wants_many_is_lent_a_few_at_a_time_so_that_others_get_some_of_every_part()
    {
        var driver = new LedgerDriver(new LedgerOptions { LeasesPerTurn = 2 });
        Assert.Equal(2, driver.Ask(Anna, 5).Count);
        var second = Leases(driver.Tell(new LedgerEvent.WorkerAsked(Ben, 5, 0)));

        Assert.Equal([Anna, Anna, Ben, Ben], second.Select(l => l.Worker).Order(Comparer<WorkerId>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));
        Assert.Equal([Anna, Ben, Ben, Ben], Leases(driver.Wait(0.1)).Concat(Leases(driver.Wait(0.1))).Select(l => l.Worker)
            .Order(Comparer<WorkerId>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));
    }

    [Fact]
    public void Who_is_full_is_lent_more_once_it_is_worth_a_message()
    {
        var driver = new LedgerDriver(new LedgerOptions { RefillAt = 2 });
        var leases = driver.Ask(Anna, 4);

        Assert.Empty(Leases(driver.Merge(leases[0].Lease)));
        Assert.Equal(2, Leases(driver.Merge(leases[1].Lease)).Count);
    }

    [Fact]
    public void No_more_parts_are_open_than_the_window_allows()
    {
        var driver = new LedgerDriver(new LedgerOptions { OpenPartsMax = 2 });

        Assert.Equal(4, driver.Ask(Anna, 100).Count);
    }

    [Fact]
    public void An_expired_lease_goes_to_the_next_who_asks_and_its_holder_gets_nothing_until_it_speaks()
    {
        var first = _driver.Ask(Anna, 1)[0];
        _driver.Wait(59);
        Assert.Empty(Leases(_driver.Wait(0.5)));

        Assert.Empty(Leases(_driver.Wait(1)));
        Assert.Equal((Ben, first.Lease with { Attempt = 2 }), Lent(_driver.Ask(Ben, 1)));
        Assert.Equal((Anna, new LeaseId(0, 1, 3)), Lent(_driver.Ask(Anna, 1)));
    }

    [Fact]
    public void A_late_answer_to_an_expired_lease_still_counts_and_withdraws_the_new_one()
    {
        var first = _driver.Ask(Anna, 1)[0];
        _driver.Wait(61);
        var second = _driver.Ask(Ben, 1)[0];

        var effects = _driver.Merge(first.Lease);

        Assert.Contains(new LedgerEffect.WithdrawBlock(Ben, second.Lease), effects);
        Assert.Equal(1, _driver.Ledger.Progress(default).TrialsDone);
        _driver.Merge(second.Lease);
        Assert.Equal(1, _driver.Ledger.Progress(default).TrialsDone);
    }

    [Fact]
    public void The_time_allowed_doubles_with_every_attempt()
    {
        _driver.Ask(Anna, 2);
        _driver.Wait(61);
        Assert.All(_driver.Ask(Ben, 2), l => Assert.Equal(0, l.Block.Part));
        _driver.Wait(61);
        Assert.All(_driver.Ask(new WorkerId("cora"), 2), l => Assert.Equal(1, l.Block.Part));
        _driver.Wait(60);

        Assert.Equal([0, 0], _driver.Ask(new WorkerId("dora"), 2).Select(l => l.Block.Part));
    }

    [Fact]
    public void When_nothing_fresh_is_left_a_straggler_is_lent_to_another_and_the_first_answer_wins()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        var leases = driver.Ask(Anna, 3);
        driver.Ask(Ben, 1);
        Assert.Empty(Leases(driver.Wait(4.9)));

        var doubled = Leases(driver.Wait(0.2)).Single();

        Assert.Equal((Ben, leases[0].Block), (doubled.Worker, doubled.Block));
        Assert.Contains(new LedgerEffect.WithdrawBlock(Anna, leases[0].Lease), driver.Merge(doubled.Lease));
        Assert.Empty(driver.Merge(leases[0].Lease));
    }

    [Fact]
    public void Idle_workers_get_the_stragglers_of_others_each_block_once()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5);
        var anna = driver.Ask(Anna, 2).Select(l => l.Block).ToList();
        var ben = driver.Ask(Ben, 2).Select(l => l.Block).ToList();
        driver.Ask(Anna, 5, 2);
        driver.Ask(Ben, 5, 2);

        var doubled = Leases(driver.Wait(6));

        Assert.Equal(ben, doubled.Where(l => l.Worker == Anna).Select(l => l.Block));
        Assert.Equal(anna, doubled.Where(l => l.Worker == Ben).Select(l => l.Block));
        Assert.Empty(Leases(driver.Wait(6)));
    }

    [Fact]
    public void A_straggler_that_two_keep_for_themselves_goes_to_a_third_after_twice_the_time()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 2);
        driver.Ask(Ben, 2);
        Assert.All(Leases(driver.Wait(5)), l => Assert.Equal(Ben, l.Worker));
        driver.Ask(new WorkerId("cora"), 2);
        Assert.Empty(Leases(driver.Wait(9.9)));

        Assert.Equal(["cora", "cora"], Leases(driver.Wait(0.1)).Select(l => l.Worker.Name));
    }

    [Fact]
    public void Who_has_not_been_heard_for_a_while_gets_no_stragglers_until_it_speaks()
    {
        var driver = new LedgerDriver(new LedgerOptions { StragglerAfter = TimeSpan.FromSeconds(20) }, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 2);
        driver.Ask(Ben, 2);
        driver.Wait(19);
        driver.Ask(Anna, 2, 2);
        Assert.Empty(Leases(driver.Wait(2)));

        driver.Ask(Ben, 2);

        Assert.Equal([Ben, Ben], Leases(driver.Wait(0)).Select(l => l.Worker));
    }

    [Fact]
    public void A_coordinator_that_stood_still_takes_nobody_for_silent()
    {
        var driver = new LedgerDriver(new LedgerOptions { StragglerAfter = TimeSpan.FromHours(1) }, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 2);

        driver.StandStill(30);
        driver.Ask(Ben, 2);

        Assert.Empty(Leases(driver.Wait(0)));
    }

    [Fact]
    public void Who_holds_nothing_for_five_seconds_has_lost_what_it_was_lent_if_the_oldest_block_is_answered_first_when_it_is_lent_again()
    {
        var leases = _driver.Ask(Anna, 2);
        _driver.Wait(4.9);
        Assert.Empty(_driver.Ask(Anna, 2));
        _driver.Wait(0.2);

        var again = _driver.Ask(Anna, 2).Single();

        Assert.Equal(leases[0].Block, again.Block);
        Assert.Equal(leases[1].Block, Leases(_driver.Merge(again.Lease))[0].Block);
    }

    [Fact]
    public void Answers_that_only_waited_show_that_nothing_is_lost()
    {
        var leases = _driver.Ask(Anna, 2);
        _driver.Wait(5);
        var again = _driver.Ask(Anna, 2).Single();

        var effects = _driver.Merge(leases[0].Lease);

        Assert.Contains(new LedgerEffect.WithdrawBlock(Anna, again.Lease), effects);
        Assert.DoesNotContain(Leases(effects).Concat(_driver.Ask(Anna, 2)), l => l.Block == leases[1].Block);
    }

    [Fact]
    public void The_five_seconds_begin_when_a_worker_says_that_it_holds_nothing()
    {
        _driver.Ask(Anna, 1);
        _driver.Wait(30);
        _driver.Ask(Anna, 1, 1);
        Assert.Empty(_driver.Ask(Anna, 1));
        _driver.Wait(4.9);
        Assert.Empty(_driver.Ask(Anna, 1));
        _driver.Wait(0.1);

        Assert.Single(_driver.Ask(Anna, 1));
    }

    [Fact]
    public void While_a_sweep_stops_nothing_counts_as_lost()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 2);
        driver.Tell(new LedgerEvent.StopAsked());
        driver.Wait(6);

        Assert.Empty(driver.Tell(new LedgerEvent.WorkerAsked(Anna, 2, 0)));
    }

    [Fact]
    public void A_probe_that_is_answered_while_a_sweep_stops_drops_nothing()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 2);
        driver.Wait(5);
        var again = driver.Ask(Anna, 2).Single();
        driver.Tell(new LedgerEvent.StopAsked());

        Assert.Empty(driver.Merge(again.Lease).Concat(driver.Wait(0)).OfType<LedgerEffect.ReleasePart>());
    }

    [Fact]
    public void What_a_silent_worker_holds_goes_to_others_however_long_it_was_to_take()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5);
        foreach (var lease in driver.Ask(Anna, 3))
        {
            driver.Tell(new LedgerEvent.BlockMerged(lease.Lease, new MergeStep(false, 1, 1), 100));
        }

        driver.Wait(14.9);
        Assert.Empty(driver.Ask(Ben, 1));
        Assert.Empty(Leases(driver.Wait(0)));

        Assert.Equal(Ben, Leases(driver.Wait(0.2)).Single().Worker);
    }

    [Fact]
    public void Who_says_twice_that_it_holds_more_than_it_was_lent_is_asked_what()
    {
        Assert.DoesNotContain(_driver.Tell(new LedgerEvent.WorkerAsked(Anna, 2, 5)), e => e is LedgerEffect.AskHeld);

        Assert.Contains(new LedgerEffect.AskHeld(Anna), _driver.Tell(new LedgerEvent.WorkerAsked(Anna, 2, 5)));
    }

    [Fact]
    public void A_lease_that_expired_and_is_held_all_the_same_is_lent_as_before()
    {
        var lease = _driver.Ask(Anna, 1)[0];
        _driver.Wait(61);

        Assert.Empty(_driver.Tell(new LedgerEvent.LeaseHeld(Anna, lease.Lease)));

        Assert.DoesNotContain(_driver.Ask(Ben, 100), l => l.Block == lease.Block);
    }

    [Fact]
    public void A_lease_that_expired_is_withdrawn_where_another_has_the_block()
    {
        var lease = _driver.Ask(Anna, 1)[0];
        _driver.Wait(61);
        _driver.Ask(Ben, 1);

        Assert.Equal([new LedgerEffect.WithdrawBlock(Anna, lease.Lease)], _driver.Tell(new LedgerEvent.LeaseHeld(Anna, lease.Lease)));
    }

    [Fact]
    public void Who_holds_few_blocks_is_lent_more_before_it_has_none()
    {
        var driver = new LedgerDriver(new LedgerOptions { RefillAt = 8 });
        var leases = driver.Ask(Anna, 4);
        Assert.Empty(Leases(driver.Merge(leases[0].Lease)));

        Assert.Equal(2, Leases(driver.Merge(leases[1].Lease)).Count);
    }

    [Fact]
    public void Answers_that_wait_for_a_slow_aggregator_are_asked_for_less_and_less_often()
    {
        var seconds = new List<int>();
        for (int second = 0; second <= 120; second++)
        {
            if (_driver.Ask(Anna, 1).Count > 0)
            {
                seconds.Add(second);
            }

            _driver.Wait(1);
        }

        Assert.Equal([0, 5, 15, 35, 75, 115], seconds);
    }

    [Fact]
    public void The_leases_of_a_lost_worker_return_the_one_that_it_was_at_first()
    {
        var leases = _driver.Ask(Anna, 3);
        _driver.Tell(new LedgerEvent.WorkerLost(Anna));

        Assert.Equal([leases[0].Block, leases[2].Block, leases[1].Block], _driver.Ask(Ben, 3).Select(l => l.Block));
    }

    [Fact]
    public void Only_the_block_a_lost_worker_was_at_is_suspected()
    {
        var driver = new LedgerDriver(new LedgerOptions { KillsMax = 2 });
        driver.Ask(Anna, 4);
        driver.Tell(new LedgerEvent.WorkerLost(Anna));
        driver.Ask(Ben, 0);
        driver.Wait(4);
        driver.Ask(Ben, 0);
        driver.Ask(Ben, 1);
        driver.Tell(new LedgerEvent.WorkerLost(Ben));

        driver.Finish();

        var failed = Assert.IsType<SweepOutcome.Failed>(driver.Outcome);
        Assert.Equal([0], failed.FailedBlocks.Select(b => b.Block.Part));
    }

    [Fact]
    public void A_block_that_brings_down_three_workers_is_given_up_and_the_rest_completes()
    {
        for (int i = 0; i < 3; i++)
        {
            var lease = _driver.Ask(Anna, 1).FirstOrDefault(l => l.Block is { Part: 0, Number: 0 })?.Lease ?? new LeaseId(0, 0, i + 1);
            _driver.Tell(new LedgerEvent.BlockCrashed(Anna, lease, $"crash {i}"));
            _driver.Tell(new LedgerEvent.BlockCrashed(Anna, lease, "the same crash, told twice"));
        }

        _driver.Finish();

        var failed = Assert.IsType<SweepOutcome.Failed>(_driver.Outcome);
        Assert.Equal((SweepFailure.FailedCells, 7, 8), (failed.Kind, failed.PartsCommitted, failed.PartsTotal));
        Assert.Equal("crash 2", failed.FailedBlocks.Single().Message);
    }

    private static (WorkerId, LeaseId) Lent(List<LedgerEffect.LeaseBlock> leases) => (leases.Single().Worker, leases.Single().Lease);
}
