using LoraCluster.Results.Compaction;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Results.Tests.Compaction;

public sealed class DatasetCompactionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ToySweep _sweep = new();
    private readonly DatasetManifest _source;

    public DatasetCompactionTests() => _source = ToyRun.Complete(_sweep, _directory.Out);

    private string Copy => _directory.Out + "-copy";

    public void Dispose() => _directory.Dispose();

    private DatasetManifest Compact(int rows = DatasetCompaction.RowsStandard, string? target = null) =>
        DatasetCompaction.Compact(_directory.Out, _sweep.Definition, target ?? Copy, ToySweep.Release, rows);

    private List<CellRows> Cells(string directory) => [.. new RiskReader(_sweep.Definition.Experiment.Parameters).ReadDataset(directory)];

    [Fact]
    public void Every_row_and_every_trial_is_in_the_copy_bit_by_bit_in_fewer_files()
    {
        DatasetManifest copy = Compact();

        Assert.True(copy.Files.Count < _source.Files.Count);
        Assert.Equal((_source.RiskRows, _source.TrialRows), (copy.RiskRows, copy.TrialRows));
        var before = Cells(_directory.Out);
        var after = Cells(Copy);
        Assert.Equal(before.Select(cell => cell.Cell.Index), after.Select(cell => cell.Cell.Index));
        Assert.Equal(before.SelectMany(cell => cell.Rows), after.SelectMany(cell => cell.Rows));
        var trials = new TrialReader(_sweep.Definition.Experiment.Parameters);
        Assert.Equal(
            trials.ReadDataset(_directory.Out).SelectMany(cell => cell.Losses).Select(BitConverter.DoubleToInt64Bits),
            trials.ReadDataset(Copy).SelectMany(cell => cell.Losses).Select(BitConverter.DoubleToInt64Bits));
        Assert.DoesNotContain(DatasetVerifier.Verify(Copy), finding => finding.Kind != FindingKind.Ok);
    }

    [Fact]
    public void Header_and_manifest_name_the_source_and_the_same_sweep()
    {
        DatasetManifest copy = Compact();
        Assert.Equal(_source.DatasetHash, copy.CompactedFrom);
        Assert.Equal(_source.DatasetHash, DatasetManifest.Load(Copy)!.CompactedFrom);
        Assert.Equal(_source.DatasetHash, DatasetDirectory.ReadHeader(Copy)!.CompactedFrom);
        Assert.Equal(_source.DefinitionHash, copy.DefinitionHash);
        Assert.NotEqual(_source.DatasetHash, copy.DatasetHash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void A_file_holds_at_most_the_rows_asked_for_and_a_cell_is_never_split(int rows)
    {
        DatasetManifest copy = Compact(rows);
        int largest = Cells(Copy).Max(cell => cell.Rows.Count);
        Assert.All(copy.Files.Where(file => file.Name.StartsWith("risks/", StringComparison.Ordinal)), file => Assert.InRange(file.Rows, 1, Math.Max(rows, largest)));
        Assert.Equal(_source.RiskRows, copy.RiskRows);
    }

    [Fact]
    public void The_same_source_gives_the_same_bytes_and_doing_it_again_changes_nothing()
    {
        DatasetManifest first = Compact(7);
        Assert.Equal(first.DatasetHash, Compact(7).DatasetHash);
        Assert.Equal(first.DatasetHash, Compact(7, Copy + "2").DatasetHash);
    }

    [Fact]
    public void An_interrupted_copy_is_carried_on()
    {
        string whole = Compact(7).DatasetHash;
        File.Delete(Path.Combine(Copy, "_manifest.json"));
        File.Delete(Path.Combine(Copy, "_commits", "part-000001.json"));
        File.WriteAllText(Path.Combine(Copy, "risks", "part-000001.parquet"), "torn");
        Assert.Equal(whole, Compact(7).DatasetHash);
    }

    [Fact]
    public void Nothing_is_added_to_a_copy_and_a_dataset_does_not_become_one()
    {
        Compact();
        Assert.Equal(OutputRefusal.Compacted, Assert.Throws<OutputRefusedException>(() => ToyRun.Open(_sweep, Copy)).Reason);
        Assert.Equal(OutputRefusal.Compacted, Assert.Throws<OutputRefusedException>(() => Compact(target: _directory.Out)).Reason);
        Assert.Equal(OutputRefusal.Compacted, Assert.Throws<OutputRefusedException>(() => DatasetCompaction.RefuseCopy(Copy, DatasetDirectory.ReadHeader(Copy)!)).Reason);
        DatasetCompaction.RefuseCopy(_directory.Out, DatasetDirectory.ReadHeader(_directory.Out)!);
    }

    [Fact]
    public void Another_number_of_rows_or_another_release_needs_another_directory()
    {
        Compact(7);
        Assert.Contains("at most 7 rows", Assert.Throws<OutputRefusedException>(() => Compact(8)).Message, StringComparison.Ordinal);
        Assert.Contains(ToySweep.Release, Assert.Throws<OutputRefusedException>(() => DatasetCompaction.Compact(_directory.Out, _sweep.Definition, Copy, "9.9.9", 7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_not_finished_or_damaged_is_not_copied()
    {
        string part = Path.Combine(_directory.Out, "risks", "part-000000.parquet");
        byte[] bytes = File.ReadAllBytes(part);
        bytes[100] ^= 1;
        File.WriteAllBytes(part, bytes);
        Assert.Throws<InvalidDataException>(() => Compact());
        File.Delete(Path.Combine(_directory.Out, "_manifest.json"));
        Assert.Contains("has not finished", Assert.Throws<InvalidDataException>(() => Compact()).Message, StringComparison.Ordinal);
    }
}
