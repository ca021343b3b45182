using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Results.Tests.Parts;

public sealed class CommitProtocolTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Sweep = new();

    [Fact]
    public void A_commit_writes_syncs_renames_and_syncs_the_directory_of_files_first_and_record_last()
    {
        var disk = new SimulatedDisk();
        var directory = ToyRun.Open(Sweep, Root, disk);
        disk.Log.Clear();

        new PartStore(directory).Commit(ToyRows.Of(Sweep, 0));

        string[] risks = [$"create {Root}/risks/T", $"write {Root}/risks/T", $"fsync {Root}/risks/T", $"rename {Root}/risks/part-000000.parquet", $"fsync-dir {Root}/risks"];
        string[] expected =
        [
            .. risks,
            .. risks.Select(step => step.Replace("/risks", "/trials", StringComparison.Ordinal)),
            .. risks.Select(step => step.Replace("/risks", "/_commits", StringComparison.Ordinal).Replace(".parquet", ".json", StringComparison.Ordinal)),
        ];
        Assert.Equal(expected, disk.Log.Select(step => System.Text.RegularExpressions.Regex.Replace(step, @"/\.part.*tmp$", "/T")));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Whatever_was_acknowledged_survives_a_power_cut_at_any_step(bool beforeStep, bool forgetUnsynced)
    {
        var undisturbed = new SimulatedDisk();
        ToyRun.Complete(Sweep, Root, undisturbed);
        for (int cut = 0; cut < undisturbed.Steps; cut++)
        {
            var disk = new SimulatedDisk();
            FailAt(disk, cut, beforeStep, new PowerCutException());
            var acknowledged = new List<int>();
            Assert.Throws<PowerCutException>(() => ToyRun.Complete(Sweep, Root, disk, acknowledged.Add));

            disk.Restart(forgetUnsynced);
            var report = ResumeScan.Run(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount);

            Assert.Superset(acknowledged.ToHashSet(), report.Committed.ToHashSet());
            Assert.Empty(report.Quarantined);
            ToyRun.Complete(Sweep, Root, disk);
            Assert.Equal(undisturbed.Everything(), disk.Everything());
        }
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(5, true)]
    [InlineData(122, false)]
    [InlineData(24, true)]
    [InlineData(5, false)]
    public void A_failing_step_leaves_no_temporary_and_doing_it_again_gives_the_same_bytes(int number, bool beforeStep)
    {
        var undisturbed = new SimulatedDisk();
        ToyRun.Complete(Sweep, Root, undisturbed);
        var opened = new SimulatedDisk();
        var opening = ToyRun.Open(Sweep, Root, opened);
        int first = opened.Steps;
        new PartStore(opening).Commit(ToyRows.Of(Sweep, 0));
        for (int step = first; step < opened.Steps; step++)
        {
            var disk = new SimulatedDisk();
            var store = new PartStore(ToyRun.Open(Sweep, Root, disk));
            FailAt(disk, step, beforeStep, new IOException("injected", number));

            var error = Assert.Throws<PartStoreException>(() => store.Commit(ToyRows.Of(Sweep, 0)));

            Assert.Equal(number == 5 ? PartStoreFailure.Io : PartStoreFailure.DiskFull, error.Kind);
            Assert.DoesNotContain(disk.Everything().Keys, path => path.EndsWith(".tmp", StringComparison.Ordinal));
            (disk.Before, disk.After) = (null, null);
            store.Commit(ToyRows.Of(Sweep, 0));
            disk.Restart(forgetUnsynced: true);
            Assert.Equal([0], ResumeScan.Run(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount).Committed);
            ToyRun.Complete(Sweep, Root, disk);
            Assert.Equal(undisturbed.Everything(), disk.Everything());
        }
    }

    [Fact]
    public void Committing_a_part_twice_changes_nothing()
    {
        var disk = new SimulatedDisk();
        var store = new PartStore(ToyRun.Open(Sweep, Root, disk));
        store.Commit(ToyRows.Of(Sweep, 0));
        var before = disk.Everything();

        store.Commit(ToyRows.Of(Sweep, 0));

        Assert.Equal(before, disk.Everything());
    }

    [Fact]
    public void Other_bytes_for_a_committed_part_are_a_determinism_violation_and_the_first_stay()
    {
        var disk = new SimulatedDisk();
        var store = new PartStore(ToyRun.Open(Sweep, Root, disk));
        store.Commit(ToyRows.Of(Sweep, 0));
        var before = disk.Everything();

        var error = Assert.Throws<DeterminismViolationException>(() => store.Commit(ToyRows.Of(Sweep with { Seed = 43 }, 0)));

        Assert.Contains("risks/part-000000.parquet", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, disk.Everything());
    }

    [Fact]
    public void Other_bytes_without_a_record_are_quarantined_and_the_new_ones_stand()
    {
        var disk = new SimulatedDisk();
        var store = new PartStore(ToyRun.Open(Sweep, Root, disk));
        store.Commit(ToyRows.Of(Sweep with { Seed = 43 }, 0));
        disk.DeleteFile($"{Root}/_commits/part-000000.json");

        var told = new List<QuarantinedFile>();
        new PartStore(ToyRun.Open(Sweep, Root, disk), told.Add).Commit(ToyRows.Of(Sweep, 0));
        ToyRun.Complete(Sweep, Root, disk);

        var clean = new SimulatedDisk();
        ToyRun.Complete(Sweep, Root, clean);
        Assert.Equal(["risks/part-000000.parquet", "trials/part-000000.parquet"], told.Select(file => file.Name));
        Assert.Contains($"{Root}/_quarantine/000001-risks-part-000000.parquet", disk.Everything().Keys);
        Assert.Contains($"{Root}/_quarantine/000002-trials-part-000000.parquet", disk.Everything().Keys);
        Assert.Equal(clean.Everything(), disk.Everything().Where(pair => !pair.Key.Contains("_quarantine", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public void Two_stores_that_commit_the_same_parts_at_the_same_moment_both_succeed()
    {
        using var place = new TemporaryDirectory();
        var sweep = Sweep with { PositionsPerPart = 1 };
        var stores = Enumerable.Range(0, 4).Select(_ => new PartStore(ToyRun.Open(sweep, place.Out))).ToArray();
        using var together = new Barrier(stores.Length);

        Parallel.ForEach(stores, new ParallelOptions { MaxDegreeOfParallelism = stores.Length }, store =>
        {
            try
            {
                for (int part = 0; part < sweep.PartCount; part++)
                {
                    var rows = ToyRows.Of(sweep, part);
                    together.SignalAndWait();
                    store.Commit(rows);
                }
            }
            finally
            {
                together.RemoveParticipant();
            }
        });

        Assert.Equal(sweep.PartCount, ResumeScan.Run(ToyRun.Open(sweep, place.Out), sweep.PartCount).Committed.Count);
        Assert.Empty(Directory.EnumerateFiles(place.Out, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_commit_survives_another_process_that_finishes_the_sweep_and_sweeps_up_its_temporary()
    {
        var disk = new SimulatedDisk();
        var store = new PartStore(ToyRun.Open(Sweep, Root, disk));
        bool swept = false;
        disk.Before = (_, operation) =>
        {
            if (operation == "rename" && !swept)
            {
                swept = true;
                ToyRun.Complete(Sweep, Root, disk);
            }
        };

        store.Commit(ToyRows.Of(Sweep, 0));

        Assert.True(swept);
        Assert.DoesNotContain(DatasetVerifier.Verify(Root, disk), finding => finding.Kind != FindingKind.Ok);
    }

    [Fact]
    public void A_part_that_another_accepted_release_committed_stands()
    {
        var disk = new SimulatedDisk();
        new PartStore(ToyRun.Open(Sweep, Root, disk)).Commit(ToyRows.Of(Sweep, 0));
        var before = disk.Everything();
        var later = DatasetDirectory.Open(Root, Sweep.Definition, "2.0.0", new DatasetOptions { AcceptRelease = true, Files = disk });

        new PartStore(later).Commit(ToyRows.Of(Sweep, 0));

        Assert.Equal(before, disk.Everything());
    }

    [Fact]
    public void A_cell_without_losses_is_refused_where_trials_are_kept()
    {
        var rows = ToyRows.Of(Sweep with { KeepTrials = false }, 0);

        Assert.Throws<ArgumentException>(() => new PartStore(ToyRun.Open(Sweep, Root, new SimulatedDisk())).Commit(rows));
    }

    [Fact]
    public void A_statistic_that_is_NaN_never_becomes_a_row() =>
        Assert.Throws<ArgumentException>(() => ToyRows.CellsOf(Sweep, 0)[0].Rows[0] with { Q95 = double.NaN });

    [Fact]
    public void Rows_at_a_position_without_a_cell_never_reach_the_dataset()
    {
        var rows = ToyRows.Of(Sweep, 0);
        var disk = new SimulatedDisk();
        var store = new PartStore(ToyRun.Open(Sweep with { Where = position => position != 3 }, Root, disk));

        Assert.Throws<ArgumentException>(() => store.Commit(rows));
        Assert.DoesNotContain(disk.Everything().Keys, path => path.Contains("part-", StringComparison.Ordinal));
    }

    private static void FailAt(SimulatedDisk disk, int failing, bool before, Exception error)
    {
        void Failpoint(int step, string operation)
        {
            if (step == failing)
            {
                throw error;
            }
        }

        if (before)
        {
            disk.Before = Failpoint;
        }
        else
        {
            disk.After = Failpoint;
        }
    }
}
