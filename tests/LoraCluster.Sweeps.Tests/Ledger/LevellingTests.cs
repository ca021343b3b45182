using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;
using Xunit;
using static LoraCluster.Sweeps.Tests.Ledger.LedgerDriver;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>Workers hold a minute of work and more; near the end those who have none are given of it.</summary>
public sealed class LevellingTests
{
    private readonly LedgerDriver _driver = new(null, 4, 5, 6, 7);
    private readonly List<LedgerEffect.LeaseBlock> _anna;

    // Eight blocks, all Anna's; the first took ten seconds.
    public LevellingTests()
    {
        _anna = _driver.Ask(Anna, 100);
        _driver.Tell(new LedgerEvent.BlockMerged(_anna[0].Lease, new MergeStep(false, 1, 1), 10));
        _anna.RemoveAt(0);
    }

    [Fact]
    public void A_newcomer_gets_the_blocks_that_would_come_last_until_both_have_as_much()
    {
        _driver.Ask(Ben, 100);

        var moved = Leases(_driver.Wait(0.1));

        // Four blocks and three: one more for Ben would be done no sooner.
        Assert.All(moved, l => Assert.Equal(Ben, l.Worker));
        Assert.Equal(_anna.Select(l => l.Block).Reverse().Take(moved.Count), moved.Select(l => l.Block));
        Assert.Equal(_anna.Count / 2, moved.Count);
    }

    [Fact]
    public void While_parts_wait_to_be_opened_who_runs_dry_gets_what_the_oldest_parts_need()
    {
        var (driver, anna) = Capped();
        driver.Ask(Ben, 100);

        // The first is being solved.
        Assert.Equal(anna[1].Block, Leases(driver.Wait(0.1))[0].Block);
    }

    [Fact]
    public void While_parts_wait_to_be_opened_nothing_moves_between_workers_that_have_enough()
    {
        var (driver, anna) = Capped();
        driver.Ask(Ben, 1);
        var bens = Leases(driver.Wait(0.1)).Single();
        driver.Tell(new LedgerEvent.BlockMerged(bens.Lease, new MergeStep(false, 1, 1), 10));
        Assert.Single(Leases(driver.Wait(0.1)));
        driver.Ask(Ben, 100, 1);

        Assert.Empty(Leases(driver.Wait(0.1)));
        Assert.True(anna.Count > 3);
    }

    // All blocks that may be open are Anna's, ten seconds each.
    private static (LedgerDriver Driver, List<LedgerEffect.LeaseBlock> Anna) Capped()
    {
        var driver = new LedgerDriver(new LedgerOptions { OpenPartsMax = 3 });
        var anna = driver.Ask(Anna, 100);
        driver.Tell(new LedgerEvent.BlockMerged(anna[0].Lease, new MergeStep(false, 1, 1), 10));
        return (driver, anna[1..]);
    }

    [Fact]
    public void While_there_are_fresh_blocks_nobody_gives_any_up()
    {
        var driver = new LedgerDriver(new LedgerOptions { LeasesPerTurn = 1 });
        var first = driver.Ask(Anna, 3)[0].Lease;
        driver.Tell(new LedgerEvent.BlockMerged(first, new MergeStep(false, 1, 1), 10));
        driver.Ask(Anna, 6, 3);
        driver.Ask(Ben, 100);

        Assert.DoesNotContain(driver.Wait(0.1), e => e is LedgerEffect.WithdrawBlock);
    }

    [Fact]
    public void Who_gives_a_block_up_is_told_so()
    {
        _driver.Ask(Ben, 1);

        var effects = _driver.Wait(0.1);

        Assert.Contains(new LedgerEffect.WithdrawBlock(Anna, _anna[^1].Lease), effects);
        Assert.Single(Leases(effects));
    }

    [Fact]
    public void A_block_that_moves_was_not_late_and_its_next_lease_lasts_no_longer()
    {
        _driver.Ask(Ben, 100);
        var moved = Leases(_driver.Wait(0.1));
        Assert.NotEmpty(moved);
        _driver.Ask(Anna, _anna.Count - moved.Count, _anna.Count - moved.Count);
        _driver.Ask(Ben, moved.Count, moved.Count);
        _driver.Wait(61);

        Assert.Subset(_driver.Ask(new WorkerId("cora"), 100).Select(l => l.Block).ToHashSet(), moved.Select(l => l.Block).ToHashSet());
    }

    [Fact]
    public void What_was_lent_before_a_pace_was_known_is_judged_by_the_pace_shown_since()
    {
        var driver = new LedgerDriver(new LedgerOptions { StealAbove = TimeSpan.FromHours(1) }, 2, 3, 4, 5, 6, 7);
        var first = driver.Ask(Anna, 4)[0].Lease;
        driver.Wait(4);
        driver.Tell(new LedgerEvent.BlockMerged(first, new MergeStep(false, 1, 1), 4));
        driver.Ask(Ben, 100);

        // The second in line may take five seconds and twice eight.
        Assert.Empty(Leases(driver.Wait(9)));
        driver.Ask(Anna, 3, 3);
        driver.Ask(Ben, 100);
        Assert.Empty(Leases(driver.Wait(7.9)));
        Assert.Single(Leases(driver.Wait(0.2)));
    }

    [Fact]
    public void A_block_is_not_overdue_while_those_before_it_take_their_time()
    {
        var driver = new LedgerDriver(new LedgerOptions { StealAbove = TimeSpan.FromHours(1) }, 2, 3, 4, 5, 6, 7);
        var first = driver.Ask(Anna, 1)[0].Lease;
        driver.Tell(new LedgerEvent.BlockMerged(first, new MergeStep(false, 1, 1), 2));
        driver.Ask(Anna, 3, 1);
        driver.Ask(Ben, 100);

        // Five seconds, and twice the two that each block takes, for each in line.
        Assert.Empty(Leases(driver.Wait(8.9)));
        Assert.Single(Leases(driver.Wait(0.2)));
        Assert.Empty(Leases(driver.Wait(3.8)));
        Assert.Single(Leases(driver.Wait(0.2)));
    }
}
