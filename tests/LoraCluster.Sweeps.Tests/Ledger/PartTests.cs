using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;
using static LoraCluster.Sweeps.Tests.Ledger.LedgerDriver;

namespace LoraCluster.Sweeps.Tests.Ledger;

public sealed class PartTests
{
    private readonly LedgerDriver _driver = new(new LedgerOptions { DiskWait = TimeSpan.FromSeconds(100) });

    [Fact]
    public void A_part_is_stored_when_its_last_block_is_merged_and_counts_when_it_is_on_disk()
    {
        var leases = _driver.Ask(Anna, 2);
        Assert.Empty(_driver.Merge(leases[1].Lease).OfType<LedgerEffect.StorePart>());

        Assert.Equal(new LedgerEffect.StorePart(new PartRange(0, 0, 2), 1, 1), _driver.Merge(leases[0].Lease).OfType<LedgerEffect.StorePart>().Single());
        Assert.Equal(0, _driver.Ledger.Progress(default).PartsCommitted);
        Assert.Contains(new LedgerEffect.ReleasePart(0), _driver.Stored(0));
        Assert.Equal(1, _driver.Ledger.Progress(default).PartsCommitted);
        _driver.Stored(0);
        Assert.Equal(1, _driver.Ledger.Progress(default).PartsCommitted);
    }

    [Fact]
    public void A_sweep_ends_when_all_parts_are_on_disk()
    {
        _driver.Finish();

        Assert.Equal(new SweepOutcome.Completed(8), _driver.Outcome);
        Assert.Equal((16, 16), (_driver.Ledger.Progress(default).CellsDone, _driver.Ledger.Progress(default).TrialsDone));
        Assert.Empty(_driver.Ask(Ben, 1));
    }

    [Fact]
    public void Parts_on_disk_are_skipped_and_a_finished_sweep_ends_at_the_first_tick()
    {
        Assert.All(new LedgerDriver(null, 0, 2).Ask(Anna, 4), l => Assert.True(l.Block.Part is 1 or 3));
        var whole = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6, 7);

        whole.Wait(0);

        Assert.Equal(new SweepOutcome.Completed(8), whole.Outcome);
    }

    [Fact]
    public void A_cell_that_turns_out_invalid_when_its_part_is_cut_ends_the_sweep()
    {
        var sweep = ToySweep.Of(8);
        var ledger = new SweepLedger(new PartPlan(sweep), _ => throw new InvalidCellException("cell 3: n: too odd"));

        var ended = ledger.Handle(new LedgerEvent.WorkerAsked(Anna, 1, 0), default).OfType<LedgerEffect.SweepEnded>().Single();

        var failed = Assert.IsType<SweepOutcome.Failed>(ended.Outcome);
        Assert.Equal((SweepFailure.InvalidCell, "cell 3: n: too odd"), (failed.Kind, failed.Message));
    }

    [Fact]
    public void A_part_without_blocks_is_stored_at_once()
    {
        var sweep = ToySweep.Of(8, leavesOut: p => p < 4);
        var ledger = new SweepLedger(new PartPlan(sweep), new BlockPlan(sweep).Blocks, null, new LedgerOptions { OpenPartsMax = 3 });

        var effects = ledger.Handle(new LedgerEvent.WorkerAsked(Anna, 1, 0), default);

        Assert.Equal([0, 1, 2], effects.OfType<LedgerEffect.StorePart>().Select(s => s.Part.Number));
    }

    [Fact]
    public void A_lost_part_is_begun_again_and_answers_to_old_attempts_are_dropped()
    {
        var leases = _driver.Ask(Anna, 2);
        _driver.Merge(leases[0].Lease);

        var effects = _driver.Tell(new LedgerEvent.PartLost(0, 2));

        Assert.Contains(new LedgerEffect.OpenPart(new PartRange(0, 0, 2), 3, 0), effects);
        Assert.Contains(new LedgerEffect.WithdrawBlock(Anna, leases[1].Lease), effects);
        _driver.Merge(leases[1].Lease);
        Assert.Equal(0, _driver.Ledger.Progress(default).TrialsDone);
        Assert.DoesNotContain(_driver.Tell(new LedgerEvent.PartLost(0, 2)), e => e is LedgerEffect.OpenPart);
    }

    [Fact]
    public void Word_of_a_stored_part_that_never_comes_is_asked_for_again()
    {
        MergeFirstPart();
        Assert.DoesNotContain(_driver.Wait(4.9), e => e is LedgerEffect.StorePart);

        Assert.Contains(new LedgerEffect.StorePart(new PartRange(0, 0, 2), 1, 1), _driver.Wait(0.2));
    }

    [Fact]
    public void A_slow_disk_is_asked_less_and_less_often_but_once_a_minute()
    {
        MergeFirstPart();
        var seconds = new List<int>();
        for (int second = 1; second <= 220; second++)
        {
            if (_driver.Wait(1).Any(e => e is LedgerEffect.StorePart))
            {
                seconds.Add(second);
            }
        }

        Assert.Equal([5, 15, 35, 75, 135, 195], seconds);
    }

    [Fact]
    public void A_full_disk_pauses_the_sweep_until_there_is_room()
    {
        MergeFirstPart();
        _driver.Tell(Failure(1, PartStoreFailure.DiskFull));
        Assert.Empty(_driver.Ask(Ben, 5));
        Assert.Equal("errno 28", _driver.Ledger.Progress(default).PausedBecause);

        Assert.Contains(_driver.Wait(1), e => e is LedgerEffect.StorePart { Try: 2 });
        _driver.Tell(Failure(2, PartStoreFailure.DiskFull));
        Assert.DoesNotContain(_driver.Wait(1.9), e => e is LedgerEffect.StorePart);
        Assert.Contains(_driver.Wait(0.1), e => e is LedgerEffect.StorePart { Try: 3 });
        Assert.Equal(5, Leases(_driver.Stored(0)).Count(l => l.Worker == Ben));
        Assert.Null(_driver.Ledger.Progress(default).PausedBecause);
    }

    [Fact]
    public void A_disk_that_stays_full_stops_the_sweep_resumable()
    {
        MergeFirstPart();
        _driver.Tell(Failure(1, PartStoreFailure.DiskFull));
        _driver.Wait(99);
        Assert.Null(_driver.Outcome);

        _driver.Wait(1);

        Assert.Equal(new SweepOutcome.Stopped(0, 8, StopReason.DiskFull, "errno 28"), _driver.Outcome);
    }

    [Fact]
    public void The_third_device_failure_ends_the_sweep_and_news_told_twice_counts_once()
    {
        MergeFirstPart();
        Assert.Empty(_driver.Tell(Failure(1, PartStoreFailure.Io)));
        Assert.Empty(_driver.Wait(0.9));
        Assert.Contains(_driver.Wait(0.2), e => e is LedgerEffect.StorePart { Try: 2 });
        Assert.Empty(_driver.Tell(Failure(1, PartStoreFailure.Io)));
        _driver.Tell(Failure(2, PartStoreFailure.Io));
        Assert.Null(_driver.Outcome);

        _driver.Tell(Failure(3, PartStoreFailure.Io));

        Assert.Equal(SweepFailure.Store, Assert.IsType<SweepOutcome.Failed>(_driver.Outcome).Kind);
    }

    [Fact]
    public void A_refusing_directory_ends_the_sweep_at_once()
    {
        MergeFirstPart();

        _driver.Tell(Failure(1, PartStoreFailure.Refused));

        Assert.Equal(SweepFailure.StoreRefused, Assert.IsType<SweepOutcome.Failed>(_driver.Outcome).Kind);
    }

    [Fact]
    public void A_determinism_violation_ends_the_sweep()
    {
        _driver.Tell(new LedgerEvent.Broken(SweepFailure.DeterminismViolation, "bits"));

        Assert.Equal(("bits", SweepFailure.DeterminismViolation), _driver.Outcome is SweepOutcome.Failed f ? (f.Message, f.Kind) : default);
    }

    [Fact]
    public void Stopping_commits_what_is_under_way_and_drops_what_cannot_become_whole()
    {
        var leases = _driver.Ask(Anna, 3);

        var effects = _driver.Tell(new LedgerEvent.StopAsked());

        Assert.Contains(new LedgerEffect.ReleasePart(1), effects);
        Assert.Contains(new LedgerEffect.WithdrawBlock(Anna, leases[2].Lease), effects);
        Assert.Empty(Leases(_driver.Merge(leases[0].Lease)));
        _driver.Merge(leases[1].Lease);
        Assert.Null(_driver.Outcome);
        _driver.Stored(0);
        Assert.Equal(new SweepOutcome.Stopped(1, 8, StopReason.Cancelled, string.Empty), _driver.Outcome);
    }

    [Fact]
    public void A_sweep_stopped_in_its_last_part_is_not_called_complete()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        driver.Ask(Anna, 1);

        driver.Tell(new LedgerEvent.StopAsked());

        Assert.Equal(new SweepOutcome.Stopped(7, 8, StopReason.Cancelled, string.Empty), driver.Outcome);
    }

    [Fact]
    public void A_part_that_waits_for_room_and_must_begin_again_waits_no_more()
    {
        MergeFirstPart();
        _driver.Tell(Failure(1, PartStoreFailure.DiskFull));
        Assert.Empty(_driver.Ask(Ben, 1));

        var effects = _driver.Tell(new LedgerEvent.AttemptWasOld(0, 5));

        Assert.Null(_driver.Ledger.Progress(default).PausedBecause);
        Assert.Contains(Leases(effects), l => l.Lease == new LeaseId(0, 0, 5));
    }

    [Fact]
    public void A_stop_that_comes_when_every_block_is_under_way_lets_the_sweep_complete()
    {
        var driver = new LedgerDriver(null, 0, 1, 2, 3, 4, 5, 6);
        var leases = driver.Ask(Anna, 2);
        driver.Tell(new LedgerEvent.StopAsked());

        leases.ForEach(l => driver.Merge(l.Lease));
        driver.Stored(7);

        Assert.Equal(new SweepOutcome.Completed(8), driver.Outcome);
    }

    [Fact]
    public void Stopping_does_not_wait_longer_than_its_grace()
    {
        _driver.Ask(Anna, 2);
        _driver.Tell(new LedgerEvent.StopAsked());
        _driver.Wait(7.9);
        Assert.Null(_driver.Outcome);

        _driver.Wait(0.2);

        Assert.IsType<SweepOutcome.Stopped>(_driver.Outcome);
    }

    [Fact]
    public void Stopping_does_not_wait_for_a_block_whose_worker_died()
    {
        _driver.Ask(Anna, 2);
        _driver.Tell(new LedgerEvent.StopAsked());

        _driver.Tell(new LedgerEvent.WorkerLost(Anna));

        Assert.IsType<SweepOutcome.Stopped>(_driver.Outcome);
    }

    private void MergeFirstPart() => _driver.Ask(Anna, 2).ForEach(l => _driver.Merge(l.Lease));

    private static LedgerEvent.PartStoreFailed Failure(int storeTry, PartStoreFailure kind) => new(0, storeTry, kind, "errno 28");
}
