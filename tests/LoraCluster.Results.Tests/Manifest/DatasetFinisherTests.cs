using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Storage;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Manifest;

public sealed class DatasetFinisherTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Sweep = new();

    [Fact]
    public void The_manifest_lists_every_file_in_order_with_rows_and_digests()
    {
        var disk = new SimulatedDisk();
        var manifest = ToyRun.Complete(Sweep, Root, disk);

        Assert.Equal(
            [
                "risks/part-000000.parquet", "risks/part-000001.parquet", "risks/part-000002.parquet",
                "trials/part-000000.parquet", "trials/part-000001.parquet", "trials/part-000002.parquet",
            ],
            manifest.Files.Select(file => file.Name));
        Assert.Equal(36 * 3, manifest.RiskRows);
        Assert.Equal(36 * 3 * 7, manifest.TrialRows);
        Assert.All(manifest.Files, file => Assert.Equal(file.Sha256, Sha256.Of(disk.Everything()[$"{Root}/{file.Name}"])));
        Assert.Equal(manifest.HeaderSha256, Sha256.Of(disk.Everything()[$"{Root}/_sweep.json"]));
        Assert.Equal(manifest.DatasetHash, Sha256.Of(disk.Everything()[$"{Root}/_manifest.json"]));
        Assert.Equal(manifest.DatasetHash, DatasetManifest.Load(Root, disk)!.DatasetHash);
    }

    [Fact]
    public void A_dataset_with_parts_missing_is_not_closed_and_the_parts_are_named()
    {
        var disk = new SimulatedDisk();
        var directory = ToyRun.Open(Sweep, Root, disk);
        new PartStore(directory).Commit(ToyRows.Of(Sweep, 1));

        var error = Assert.Throws<DatasetIncompleteException>(() => DatasetFinisher.Finish(directory, Sweep.PartCount));

        Assert.Equal([0, 2], error.MissingParts);
        Assert.False(disk.FileExists($"{Root}/_manifest.json"));
    }

    [Theory]
    [InlineData("risks/part-000001.parquet")]
    [InlineData("trials/part-000001.parquet")]
    public void A_bit_that_flipped_after_the_commit_keeps_the_dataset_open_until_its_part_is_computed_again(string name)
    {
        var disk = new SimulatedDisk();
        string hash = ToyRun.Complete(Sweep, Root, disk).DatasetHash;
        disk.DeleteFile($"{Root}/_manifest.json");
        byte[] bytes = disk.Everything()[$"{Root}/{name}"];
        bytes[bytes.Length / 2] ^= 1;
        disk.Overwrite($"{Root}/{name}", bytes);

        var error = Assert.Throws<DatasetIncompleteException>(() => DatasetFinisher.Finish(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount));

        Assert.Equal([1], error.MissingParts);
        Assert.False(disk.FileExists($"{Root}/_manifest.json"));
        Assert.Equal(hash, ToyRun.Complete(Sweep, Root, disk).DatasetHash);
    }

    [Fact]
    public void Finishing_twice_changes_nothing()
    {
        var disk = new SimulatedDisk();
        ToyRun.Complete(Sweep, Root, disk);
        var before = disk.Everything();

        ToyRun.Complete(Sweep, Root, disk);

        Assert.Equal(before, disk.Everything());
    }

    [Fact]
    public void A_damaged_manifest_is_quarantined_and_written_again()
    {
        var disk = new SimulatedDisk();
        var manifest = ToyRun.Complete(Sweep, Root, disk);
        disk.Overwrite($"{Root}/_manifest.json", [1, 2, 3]);

        Assert.Null(DatasetManifest.Load(Root, disk));
        Assert.Equal(manifest.DatasetHash, ToyRun.Complete(Sweep, Root, disk).DatasetHash);
        Assert.Equal([1, 2, 3], disk.Everything()[$"{Root}/_quarantine/000001-manifest.json"]);
        Assert.Equal(manifest.DatasetHash, DatasetManifest.Load(Root, disk)!.DatasetHash);
    }
}
