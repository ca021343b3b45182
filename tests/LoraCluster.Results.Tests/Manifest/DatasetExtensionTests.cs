using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Results.Verification;
using Xunit;

namespace LoraCluster.Results.Tests.Manifest;

public sealed class DatasetExtensionTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Earlier = new() { Sizes = [3, 5] };
    private static readonly ToySweep MoreCells = new() { Sizes = [3, 4, 5] };
    private static readonly ToySweep MoreTrials = new() { Sizes = [3, 5], Trials = 9 };

    public static TheoryData<string> Extensions => ["cells", "trials"];

    [Theory]
    [MemberData(nameof(Extensions))]
    public void An_extension_in_place_leaves_the_bytes_of_a_fresh_run(string kind)
    {
        var disk = Finished(Earlier);

        var manifest = ToyExtension.Complete(Earlier, Extended(kind), Root, disk);

        Assert.Equal(manifest.DatasetHash, DatasetManifest.Load(Root, disk)!.DatasetHash);
        Assert.Equal(Finished(Extended(kind)).Everything(), disk.Everything());
        Assert.False(disk.DirectoryExists($"{Root}/_previous"));
    }

    [Theory]
    [InlineData("cells", true)]
    [InlineData("cells", false)]
    [InlineData("trials", true)]
    public void An_extension_cut_at_any_step_is_carried_on_by_a_plain_run_or_by_asking_again(string kind, bool forgetUnsynced)
    {
        var fresh = Finished(Extended(kind)).Everything();
        var before = Finished(Earlier).Everything();
        var undisturbed = SimulatedDisk.Holding(before);
        int first = undisturbed.Steps;
        ToyExtension.Complete(Earlier, Extended(kind), Root, undisturbed);
        for (int cut = first; cut < undisturbed.Steps; cut++)
        {
            var disk = SimulatedDisk.Holding(before);
            int failing = cut;
            disk.Before = (step, _) =>
            {
                if (step == failing)
                {
                    throw new PowerCutException();
                }
            };
            Assert.Throws<PowerCutException>(() => ToyExtension.Complete(Earlier, Extended(kind), Root, disk));
            disk.Restart(forgetUnsynced);

            bool begun = disk.FileExists($"{Root}/_previous/_target.json");
            Assert.Equal(begun, DatasetVerifier.Verify(Root, disk).Any(finding => finding.Name == "_previous" && finding.IsDamage));
            bool plain = begun && cut % 2 == 0;
            _ = plain
                ? ToyExtension.CarryOn(Earlier, Extended(kind), Root, disk)
                : ToyExtension.Complete(Earlier, Extended(kind), Root, disk);

            Assert.Equal(fresh, disk.Everything());
        }
    }

    [Fact]
    public void While_an_extension_is_under_way_another_sweep_is_refused_whether_it_runs_or_extends()
    {
        var disk = Finished(Earlier);
        DatasetExtension.Begin(Root, MoreCells.Definition, disk);

        foreach (var other in new[] { Earlier, MoreTrials })
        {
            var run = Assert.Throws<OutputRefusedException>(() => ToyRun.Open(other, Root, disk));
            Assert.Equal(OutputRefusal.ExtensionUnderWay, run.Reason);
            Assert.Contains(MoreCells.Definition.Hash, run.Message, StringComparison.Ordinal);
            var extension = Assert.Throws<OutputRefusedException>(() => DatasetExtension.Begin(Root, other.Definition, disk));
            Assert.Equal(OutputRefusal.ExtensionUnderWay, extension.Reason);
        }

        ToyExtension.CarryOn(Earlier, MoreCells, Root, disk);
        Assert.Equal(Finished(MoreCells).Everything(), disk.Everything());
    }

    [Fact]
    public void A_dataset_can_be_extended_again_and_again()
    {
        var disk = Finished(Earlier);
        ToyExtension.Complete(Earlier, MoreCells, Root, disk);
        var twice = MoreCells with { Levels = [0.1, 7, -2.5e-300, 1e17], Trials = 8 };

        ToyExtension.Complete(MoreCells, twice, Root, disk);

        Assert.Equal(Finished(twice).Everything(), disk.Everything());
    }

    [Fact]
    public void An_unfinished_dataset_lends_what_it_has()
    {
        var disk = new SimulatedDisk();
        new PartStore(ToyRun.Open(Earlier, Root, disk)).Commit(ToyRows.Of(Earlier, 1));

        ToyExtension.Complete(Earlier, MoreCells, Root, disk);

        Assert.Equal(Finished(MoreCells).Everything(), disk.Everything());
    }

    [Fact]
    public void Extending_to_the_sweep_that_is_already_there_does_nothing()
    {
        var disk = Finished(Earlier);
        var before = disk.Everything();

        DatasetExtension.Begin(Root, Earlier.Definition, disk);

        Assert.Equal(before, disk.Everything());
    }

    [Fact]
    public void Extending_nothing_is_refused()
    {
        var disk = new SimulatedDisk();
        disk.CreateDirectory("/data");

        Assert.Throws<OutputRefusedException>(() => DatasetExtension.Begin(Root, Earlier.Definition, disk));
        Assert.Empty(disk.List("/data"));
    }

    [Fact]
    public void Foreign_files_are_back_in_their_places_at_the_end()
    {
        var disk = Finished(Earlier);
        disk.CreateNew($"{Root}/risks/notes.txt").Dispose();
        disk.CreateNew($"{Root}/_telemetry.jsonl").Dispose();

        ToyExtension.Complete(Earlier, MoreCells, Root, disk);

        Assert.True(disk.FileExists($"{Root}/risks/notes.txt"));
        Assert.True(disk.FileExists($"{Root}/_telemetry.jsonl"));
        Assert.False(disk.DirectoryExists($"{Root}/_previous"));
    }

    private static ToySweep Extended(string kind) => kind == "cells" ? MoreCells : MoreTrials;

    private static SimulatedDisk Finished(ToySweep sweep)
    {
        var disk = new SimulatedDisk();
        ToyRun.Complete(sweep, Root, disk);
        return disk;
    }
}
