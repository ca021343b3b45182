using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Xunit;
using static LoraCluster.Sweeps.Tests.Ledger.LedgerDriver;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>Blocks at which solvers fail, and nodes at which blocks fail.</summary>
public sealed class CrashTests
{
    private static readonly WorkerId First = new("sick:1#a1/0/worker-0");
    private static readonly WorkerId Second = new("sick:1#a2/0/worker-1");
    private static readonly WorkerId Elsewhere = new("sound:1#b1/0/worker-0");

    private readonly LedgerDriver _driver = new();

    [Fact]
    public void A_worker_belongs_to_the_same_node_in_every_life_of_it()
    {
        Assert.Equal(["sick:1", "sick:1", "sound:1", "w7"], new[] { First, Second, Elsewhere, new WorkerId("w7") }.Select(w => w.Node));
    }

    [Fact]
    public void A_block_that_failed_on_one_node_waits_for_another()
    {
        var failed = _driver.Ask(First, 1).Single();
        _driver.Ask(Elsewhere, 1);

        Assert.DoesNotContain(Crash(_driver, First, failed), l => l.Block == failed.Block);
        Assert.DoesNotContain(_driver.Ask(Second, 5), l => l.Block == failed.Block);
        Assert.Equal(failed.Block, _driver.Ask(Elsewhere, 2).Single().Block);
    }

    [Fact]
    public void Where_no_other_node_is_to_be_heard_a_block_that_failed_is_lent_to_the_same_again()
    {
        var failed = _driver.Ask(First, 1).Single();
        _driver.Ask(Elsewhere, 1);
        Crash(_driver, First, failed);

        _driver.Wait(16);

        Assert.Equal(failed.Block, _driver.Ask(Second, 1).Single().Block);
    }

    [Fact]
    public void A_node_at_which_blocks_fail_is_lent_nothing_for_longer_and_longer_until_it_has_solved_one()
    {
        var driver = new LedgerDriver(new LedgerOptions { CrashRest = TimeSpan.FromSeconds(2) });
        driver.Ask(Elsewhere, 1);
        var lent = driver.Ask(First, 1).Single();
        (int first, lent) = Rest(driver, lent);
        (int second, lent) = Rest(driver, lent);
        (int third, _) = Rest(driver, Leases(driver.Merge(lent.Lease)).Single());

        Assert.Equal((2, 4, 2), (first, second, third));
    }

    [Fact]
    public void Where_no_other_node_could_do_better_none_rests_and_the_block_is_given_up_soon()
    {
        var driver = new LedgerDriver(new LedgerOptions { CrashRest = TimeSpan.FromSeconds(2) }, 1, 2, 3, 4, 5, 6, 7);
        var again = Crash(driver, First, driver.Ask(First, 1).Single()).Single();
        again = Crash(driver, First, again).Single();
        Crash(driver, First, again);

        Assert.Equal(SweepFailure.FailedCells, Assert.IsType<SweepOutcome.Failed>(driver.Outcome).Kind);
    }

    [Fact]
    public void A_block_that_failed_on_a_node_does_not_come_back_to_it_when_backlogs_are_levelled()
    {
        var driver = new LedgerDriver(null, 2, 3, 4, 5, 6, 7);
        var failed = driver.Ask(First, 1).Single();
        var others = driver.Ask(Elsewhere, 3);
        driver.Tell(new LedgerEvent.BlockMerged(others[0].Lease, new MergeStep(false, 1, 1), 10));
        Assert.Equal((Elsewhere, failed.Block), Crash(driver, First, failed).Select(l => (l.Worker, l.Block)).Single());
        driver.Ask(Second, 5);

        Assert.Equal(others[2].Block, Assert.Single(Leases(driver.Wait(0.1))).Block);
    }

    [Fact]
    public void A_block_that_may_only_have_been_beside_the_fault_twice_waits_until_a_node_has_nothing_else_to_do()
    {
        var (driver, suspect) = LostTwice(1, 2, 3, 4, 5, 6, 7);
        var other = driver.Ask(Life(3), 1).Single();

        Assert.NotEqual(suspect, other.Block);
        Assert.Empty(driver.Ask(Second, 1));
        driver.Wait(4);
        Assert.Empty(driver.Ask(Second, 1));
        driver.Merge(other.Lease);
        driver.Wait(1);
        // What it said a moment ago may be older than its last lease.
        Assert.Empty(driver.Ask(Life(3), 1));
        driver.Wait(3);
        Assert.Equal(suspect, driver.Ask(Life(3), 1).Single().Block);
    }

    [Fact]
    public void A_node_with_a_block_on_trial_gets_nothing_more_until_that_is_answered()
    {
        var (driver, suspect) = LostTwice(2, 3, 4, 5, 6, 7);
        var trial = Trial(driver);

        Assert.Equal(suspect, trial.Block);
        Assert.Empty(driver.Ask(Second, 4));
        Assert.Equal([Life(3), Second, Second], Leases(driver.Merge(trial.Lease)).Select(l => l.Worker));
    }

    [Fact]
    public void When_a_trial_is_answered_the_next_begins_at_once()
    {
        var driver = new LedgerDriver(null, 1, 2, 3, 4, 5, 6, 7);
        for (int life = 1; life <= 2; life++)
        {
            driver.Ask(Life(life), 1);
            driver.Ask(Other(life), 1);
            driver.Tell(new LedgerEvent.WorkerLost(Life(life)));
            driver.Tell(new LedgerEvent.WorkerLost(Other(life)));
        }

        Assert.Empty(driver.Ask(Life(3), 1));
        driver.Wait(4);
        var first = driver.Ask(Life(3), 1).Single();
        var second = Leases(driver.Merge(first.Lease)).Single();

        Assert.Equal([0, 1], new[] { first.Block.Number, second.Block.Number }.Order());
    }

    [Fact]
    public void A_node_that_dies_while_other_blocks_are_at_work_convicts_none()
    {
        var (driver, suspect) = LostTwice(1, 2, 3, 4, 5, 6, 7);
        var trial = Trial(driver);
        // Its holder falls silent, and others of its node get work again.
        driver.Wait(16);
        driver.Ask(Second, 1);
        driver.Tell(new LedgerEvent.WorkerLost(Life(3)));

        driver.Finish();
        Assert.Equal(suspect, trial.Block);
        Assert.IsType<SweepOutcome.Completed>(driver.Outcome);
    }

    [Fact]
    public void A_block_on_trial_is_lent_to_anyone_after_half_a_minute_without_an_idle_node_and_a_death_then_proves_nothing()
    {
        var (driver, suspect) = LostTwice(1, 2, 3, 4, 5, 6, 7);
        var hangs = driver.Ask(Second, 1).Single();
        var lent = new List<LedgerEffect.LeaseBlock>();
        int seconds = 0;
        for (; lent.Count == 0 && seconds < 100; seconds++)
        {
            lent.AddRange(driver.Ask(Life(3), 2, 0).Where(l => l.Block == suspect));
            // One that hangs speaks, and says that it holds something.
            driver.Ask(Second, 1, 1);
            lent.AddRange(Leases(driver.Wait(0.9)).Where(l => l.Block == suspect));
        }

        driver.Merge(hangs.Lease);
        driver.Tell(new LedgerEvent.WorkerLost(lent[0].Worker));

        driver.Finish();
        Assert.InRange(seconds, 25, 40);
        Assert.IsType<SweepOutcome.Completed>(driver.Outcome);
    }

    [Fact]
    public void Suspicion_outlives_the_loss_of_the_part()
    {
        var driver = new LedgerDriver();
        var suspect = driver.Ask(First, 1).Single();
        driver.Ask(Elsewhere, 0);
        Crash(driver, First, suspect);
        var effects = driver.Tell(new LedgerEvent.PartLost(suspect.Lease.Part, suspect.Lease.Attempt));

        Assert.Single(effects.OfType<LedgerEffect.OpenPart>());
        Assert.DoesNotContain(Leases(effects).Concat(driver.Ask(Second, 8)), l => l.Block == suspect.Block);
    }

    [Fact]
    public void The_others_of_a_node_get_nothing_until_they_speak_after_one_of_them_died()
    {
        var driver = new LedgerDriver(null, 1, 2, 3, 4, 5, 6, 7);
        driver.Ask(First, 2);
        driver.Ask(Second, 2);

        Assert.Empty(Leases(driver.Tell(new LedgerEvent.WorkerLost(First))));
        Assert.Equal(2, driver.Ask(Second, 2).Count);
    }

    private static WorkerId Other(int life) => new(FormattableString.Invariant($"sick:1#a{life}/0/worker-1"));

    private static LedgerEffect.LeaseBlock Trial(LedgerDriver driver)
    {
        driver.Ask(Life(3), 0);
        driver.Wait(4);
        driver.Ask(Life(3), 0);
        return driver.Ask(Life(3), 1).Single();
    }

    // The first block was lost with two lives of a worker.
    private static (LedgerDriver Driver, Block Suspect) LostTwice(params int[] completed)
    {
        var driver = new LedgerDriver(null, completed);
        var suspect = driver.Ask(Life(1), 1).Single();
        driver.Tell(new LedgerEvent.WorkerLost(Life(1)));
        Assert.Equal(suspect.Block, driver.Ask(Life(2), 1).Single().Block);
        driver.Tell(new LedgerEvent.WorkerLost(Life(2)));
        return (driver, suspect.Block);
    }

    private static (int Seconds, LedgerEffect.LeaseBlock Next) Rest(LedgerDriver driver, LedgerEffect.LeaseBlock failed)
    {
        Crash(driver, First, failed);
        for (int seconds = 0; ; seconds++)
        {
            if (driver.Ask(First, 1) is [var next])
            {
                return (seconds, next);
            }

            driver.Wait(1);
            driver.Ask(Elsewhere, 1, 1);
        }
    }

    private static List<LedgerEffect.LeaseBlock> Crash(LedgerDriver driver, WorkerId worker, LedgerEffect.LeaseBlock lent) =>
        Leases(driver.Tell(new LedgerEvent.BlockCrashed(worker, lent.Lease, "no memory")));

    private static WorkerId Life(int life) => new(FormattableString.Invariant($"sick:1#a{life}/0/worker-0"));
}
