using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using Xunit;

namespace LoraCluster.Results.Tests.Manifest;

public sealed class DatasetLayoutTests
{
    [Theory]
    [InlineData("part-000000.parquet", 0)]
    [InlineData("part-000123.parquet", 123)]
    [InlineData("part-1234567.parquet", 1_234_567)]
    [InlineData("part-0000123.parquet", null)]
    [InlineData("part-123.parquet", null)]
    [InlineData("part-+00123.parquet", null)]
    [InlineData("part-000123.parquet.bak", null)]
    [InlineData(".part-000123.parquet", null)]
    [InlineData("part-.parquet", null)]
    public void A_part_is_known_by_the_one_name_that_its_number_has(string name, int? number) =>
        Assert.Equal(number, DatasetLayout.PartNumber(name, ".parquet"));

    [Theory]
    [InlineData("risks/part-000000.parquet")]
    [InlineData("_commits/part-1234567.json")]
    [InlineData("_manifest.json")]
    [InlineData("_sweep.json")]
    [InlineData("_probe")]
    public void Temporaries_are_hidden_beside_the_final_name_and_known_as_ours(string name)
    {
        string temporary = TemporaryNames.Next("/out/" + name);

        Assert.Equal(Path.GetDirectoryName("/out/" + name), Path.GetDirectoryName(temporary));
        Assert.StartsWith(".", Path.GetFileName(temporary), StringComparison.Ordinal);
        Assert.True(TemporaryNames.IsOurs(Path.GetFileName(temporary)));
        Assert.NotEqual(temporary, TemporaryNames.Next("/out/" + name));
    }

    [Theory]
    [InlineData(".part-000000.parquet.swp")]
    [InlineData(".vimrc.1-1.tmp")]
    [InlineData("part-000000.parquet.1-1.tmp")]
    [InlineData(".part-000000.parquet.1-1.tmp~")]
    public void Other_peoples_hidden_files_are_not_ours(string name) => Assert.False(TemporaryNames.IsOurs(name));
}
