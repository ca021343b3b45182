using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Manifest;

public sealed class DatasetDirectoryTests : IDisposable
{
    private static readonly ToySweep Sweep = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_is_created_with_its_parents()
    {
        var opened = ToyRun.Open(Sweep, _directory.In("a/b/c"));

        Assert.Equal(["_commits", "_sweep.json", "risks", "trials"], Names("a/b/c"));
        Assert.Equal(Sweep.Definition.CanonicalJson, DatasetDirectory.ReadHeader(_directory.In("a/b/c"))!.CanonicalDefinition);
        Assert.Equal(Sweep.Definition.Hash, opened.Header.DefinitionHash);
        Assert.Empty(opened.Warnings);
    }

    [Fact]
    public void Without_kept_trials_there_is_no_directory_for_them()
    {
        ToyRun.Open(Sweep with { KeepTrials = false }, _directory.Out);

        Assert.Equal(["_commits", "_sweep.json", "risks"], Names("out"));
    }

    [Fact]
    public void A_file_in_the_way_is_refused()
    {
        File.WriteAllText(_directory.Out, "precious");

        AssertRefused(OutputRefusal.NotADirectory, Sweep);
        AssertRefused(OutputRefusal.NotADirectory, Sweep, "out/below");
        Assert.Equal("precious", File.ReadAllText(_directory.Out));
    }

    [Fact]
    public void A_loop_of_symbolic_links_is_refused()
    {
        File.CreateSymbolicLink(_directory.Out, _directory.In("other"));
        File.CreateSymbolicLink(_directory.In("other"), _directory.Out);

        AssertRefused(OutputRefusal.NotADirectory, Sweep);
    }

    [Fact]
    public void A_link_to_a_directory_is_as_good_as_the_directory()
    {
        Directory.CreateDirectory(_directory.In("real"));
        Directory.CreateSymbolicLink(_directory.Out, _directory.In("real"));

        ToyRun.Complete(Sweep, _directory.Out);

        Assert.True(File.Exists(_directory.In("real/_manifest.json")));
    }

    [Fact]
    public void A_place_where_nothing_can_be_created_is_refused()
    {
        var error = Assert.Throws<OutputRefusedException>(() => ToyRun.Open(Sweep, "/proc/lora-cluster-output"));

    }

    [Theory]
    [InlineData(30, "EROFS")]
    [InlineData(28, "ENOSPC")]
    [InlineData(5, "EIO")]
    public void A_directory_that_fails_any_step_of_the_probe_is_refused_before_anything_is_written(int number, string name)
    {
        foreach (string failing in new[] { "create", "write", "fsync", "rename", "fsync-dir" })
        {
            var disk = new SimulatedDisk();
            disk.CreateDurably("/data/out");
            disk.Before = (_, operation) =>
            {
                if (operation == failing)
                {
                    throw new IOException("injected", number);
                }
            };

            var error = Assert.Throws<OutputRefusedException>(() => ToyRun.Open(Sweep, "/data/out", disk));

            Assert.Equal(OutputRefusal.NotWritable, error.Reason);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.Empty(disk.Everything());
        }
    }

    [Fact]
    public void Another_sweep_is_refused_with_both_hashes_and_the_first_difference_and_nothing_is_touched()
    {
        ToyRun.Complete(Sweep, _directory.Out);
        var before = Snapshot();
        var other = Sweep with { Sizes = [3, 5, 7] };

        var error = AssertRefused(OutputRefusal.OtherSweep, other);

        Assert.Contains(Sweep.Definition.Hash, error.Message, StringComparison.Ordinal);
        Assert.Contains(other.Definition.Hash, error.Message, StringComparison.Ordinal);
        Assert.Contains("grid.size: [3,5,123456789012] there, [3,5,7] here", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Another_release_is_refused_by_name_unless_it_is_accepted()
    {
        ToyRun.Complete(Sweep, _directory.Out);
        var before = Snapshot();

        var error = Assert.Throws<OutputRefusedException>(() => DatasetDirectory.Open(_directory.Out, Sweep.Definition, "2.0.0"));

        Assert.Equal(OutputRefusal.OtherRelease, error.Reason);
        Assert.Contains("written by release " + ToySweep.Release, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
        var accepted = DatasetDirectory.Open(_directory.Out, Sweep.Definition, "2.0.0", new DatasetOptions { AcceptRelease = true });
        Assert.Equal(ToySweep.Release, accepted.Header.Release);
    }

    [Fact]
    public void Other_arithmetic_is_refused()
    {
        ToyRun.Complete(Sweep, _directory.Out);

        AssertRefused(OutputRefusal.OtherArithmetic, Sweep with { Fingerprint = "other-arithmetic" });
    }

    [Fact]
    public void A_damaged_header_is_refused_and_nothing_is_touched()
    {
        ToyRun.Complete(Sweep, _directory.Out);
        File.AppendAllText(Path.Combine(_directory.Out, "_sweep.json"), " ");
        var before = Snapshot();

        AssertRefused(OutputRefusal.CorruptHeader, Sweep);

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void A_lost_header_is_written_again_for_our_own_parts_and_refused_for_anothers()
    {
        var manifest = ToyRun.Complete(Sweep, _directory.Out);
        File.Delete(Path.Combine(_directory.Out, "_sweep.json"));

        AssertRefused(OutputRefusal.CorruptHeader, Sweep with { Seed = 43 });

        Assert.Equal(manifest.DatasetHash, ToyRun.Complete(Sweep, _directory.Out).DatasetHash);
    }

    [Fact]
    public void Foreign_files_are_reported_and_left_alone()
    {
        ToyRun.Open(Sweep, _directory.Out);
        string[] foreign = ["notes.txt", "risks/readme.md", "_commits/part-000000.json~", "trials/.hidden"];
        foreach (string name in foreign)
        {
            File.WriteAllText(Path.Combine(_directory.Out, name), "mine");
        }

        var opened = ToyRun.Open(Sweep, _directory.Out);
        ToyRun.Complete(Sweep, _directory.Out);

        Assert.Equal(4, opened.Warnings.Count);
        Assert.All(foreign, name => Assert.Contains(opened.Warnings, warning => warning.Contains(name, StringComparison.Ordinal)));
        Assert.All(foreign, name => Assert.Equal("mine", File.ReadAllText(Path.Combine(_directory.Out, name))));
    }

    [Fact]
    public void Opening_does_not_remove_temporaries_which_may_be_another_processs()
    {
        ToyRun.Open(Sweep, _directory.Out);
        string temporary = Path.Combine(_directory.Out, "risks", ".part-000000.parquet.99-1.tmp");
        File.WriteAllText(temporary, "half");

        ToyRun.Open(Sweep, _directory.Out);
        Assert.True(File.Exists(temporary));

        ToyRun.Complete(Sweep, _directory.Out);
        Assert.False(File.Exists(temporary));
    }

    [Fact]
    public void A_caller_may_describe_the_difference_in_its_own_words()
    {
        ToyRun.Open(Sweep, _directory.Out);

        var error = Assert.Throws<OutputRefusedException>(() => ToyRun.Open(
            Sweep with { Seed = 43 }, _directory.Out, options: new DatasetOptions { DescribeDifference = (_, _) => "line 3: seed" }));

        Assert.Contains("line 3: seed", error.Message, StringComparison.Ordinal);
    }

    private OutputRefusedException AssertRefused(OutputRefusal reason, ToySweep sweep, string name = "out")
    {
        var error = Assert.Throws<OutputRefusedException>(() => ToyRun.Open(sweep, _directory.In(name)));
        Assert.Equal(reason, error.Reason);
        return error;
    }

    private string[] Names(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(_directory.In(directory)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string[] Snapshot() =>
    [
        .. Directory.EnumerateFiles(_directory.Out, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {Convert.ToHexString(File.ReadAllBytes(path))}"),
    ];
}
