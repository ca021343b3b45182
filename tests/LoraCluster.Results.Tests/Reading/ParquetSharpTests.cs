using LoraCluster.Results.Tests.Toys;
using ParquetSharp;
using Xunit;

namespace LoraCluster.Results.Tests.Reading;

public sealed class ParquetSharpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Arrow_reads_the_statistics_bit_by_bit()
    {
        var sweep = new ToySweep();
        ToyRun.Complete(sweep, _directory.Out);
        using var file = new ParquetFileReader(Path.Combine(_directory.Out, "risks", "part-000002.parquet"));
        using var group = file.RowGroup(0);

        var rows = ToyRows.CellsOf(sweep, 2).SelectMany(cell => cell.Rows).ToArray();

        Assert.Equal(rows.Length, group.MetaData.NumRows);
        Assert.Equal(rows.Select(row => row.Outcome.Rank), Column<int?>(file, group, "rank"));
        Assert.Equal(rows.Select(row => row.Outcome.Method), Column<string>(file, group, "method"));
        Assert.Equal(rows.Select(row => BitsOf(row.Mean)), Column<double?>(file, group, "mean").Select(BitsOf));
        Assert.Equal(rows.Select(row => BitsOf(row.Sem)), Column<double?>(file, group, "sem").Select(BitsOf));
        Assert.Equal(rows.Select(row => BitsOf(row.DiffMean)), Column<double?>(file, group, "diff_mean").Select(BitsOf));
    }

    [Fact]
    public void Arrow_finds_position_and_parameters_required_and_the_rest_typed()
    {
        ToyRun.Complete(new ToySweep(), _directory.Out);
        using var file = new ParquetFileReader(Path.Combine(_directory.Out, "trials", "part-000000.parquet"));

        var schema = file.FileMetaData.Schema;
        var columns = Enumerable.Range(0, schema.NumColumns).Select(i => schema.Column(i))
            .Select(column => $"{column.Name} {column.PhysicalType} {(column.MaxDefinitionLevel == 0 ? "required" : "optional")}");

        Assert.Equal(
            [
                "cell Int64 required", "size Int64 required", "level Double required", "shape ByteArray required", "mirrored Boolean required",
                "trial Int32 required", "method ByteArray required", "rank Int32 optional", "measure ByteArray required", "value Double optional",
            ],
            columns);
    }

    [Fact]
    public void Arrow_reads_a_part_without_cells()
    {
        var sweep = new ToySweep { Where = position => position >= 12 };
        ToyRun.Complete(sweep, _directory.Out);
        using var file = new ParquetFileReader(Path.Combine(_directory.Out, "risks", "part-000000.parquet"));

        Assert.Equal(0, file.FileMetaData.NumRows);
        Assert.Equal(28, file.FileMetaData.NumColumns);
    }

    private static T[] Column<T>(ParquetFileReader file, RowGroupReader group, string name)
    {
        int index = Enumerable.Range(0, file.FileMetaData.NumColumns).Single(i => file.FileMetaData.Schema.Column(i).Name == name);
        using var column = group.Column(index).LogicalReader<T>();
        return column.ReadAll(checked((int)group.MetaData.NumRows));
    }

    private static long? BitsOf(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;
}
