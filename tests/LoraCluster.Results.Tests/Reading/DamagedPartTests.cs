using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Reading;

/// <summary>The library behind the readers never sees a file that is not as it was committed.</summary>
public sealed class DamagedPartTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Sweep = new();

    private readonly SimulatedDisk _disk = new();
    private readonly RiskReader _risks;
    private readonly TrialReader _trials;

    public DamagedPartTests()
    {
        ToyRun.Complete(Sweep, Root, _disk);
        _risks = new RiskReader(Sweep.Definition.Experiment.Parameters, _disk);
        _trials = new TrialReader(Sweep.Definition.Experiment.Parameters, _disk);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_flipped_bit_is_refused_by_name_with_a_manifest_and_without(bool isFinished)
    {
        if (!isFinished)
        {
            _disk.DeleteFile($"{Root}/_manifest.json");
        }

        Flip("risks/part-000001.parquet");
        Flip("trials/part-000001.parquet");

        AssertRefused("risks/part-000001.parquet", () => _risks.ReadDataset(Root));
        AssertRefused("risks/part-000001.parquet", () => _risks.ReadCells(Root));
        AssertRefused("risks/part-000001.parquet", () => _risks.ReadPart(Root, 1));
        AssertRefused("trials/part-000001.parquet", () => _trials.ReadDataset(Root));
        AssertRefused("trials/part-000001.parquet", () => _trials.ReadPart(Root, 1));
        Assert.NotEmpty(_risks.ReadPart(Root, 0));
    }

    [Fact]
    public void A_part_that_is_gone_is_missed_in_a_finished_dataset_also_without_its_record()
    {
        _disk.DeleteFile($"{Root}/risks/part-000002.parquet");
        _disk.DeleteFile($"{Root}/_commits/part-000002.json");

        AssertRefused("risks/part-000002.parquet: missing", () => _risks.ReadDataset(Root));
    }

    [Fact]
    public void A_part_without_its_record_is_not_read_before_the_dataset_is_finished()
    {
        _disk.DeleteFile($"{Root}/_manifest.json");
        _disk.DeleteFile($"{Root}/_commits/part-000000.json");

        Assert.Empty(_risks.ReadPart(Root, 0));
        Assert.Equal(_risks.ReadPart(Root, 1).Concat(_risks.ReadPart(Root, 2)).Select(cell => cell.Cell.Index), _risks.ReadDataset(Root).Select(cell => cell.Cell.Index));
    }

    [Fact]
    public void A_damaged_record_is_refused_by_name()
    {
        _disk.DeleteFile($"{Root}/_manifest.json");
        Flip("_commits/part-000000.json");

        AssertRefused("_commits/part-000000.json", () => _risks.ReadDataset(Root));
    }

    private static void AssertRefused<T>(string name, Func<IEnumerable<T>> read) =>
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => read().ToList()).Message, StringComparison.Ordinal);

    private void Flip(string name)
    {
        byte[] bytes = _disk.Everything()[$"{Root}/{name}"];
        bytes[bytes.Length / 2] ^= 1;
        _disk.Overwrite($"{Root}/{name}", bytes);
    }
}
