using LoraCluster.Results.Parts;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Reading;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Running;
using ParquetSharp;
using Xunit;

namespace LoraCluster.Results.Tests.Parts;

/// <summary>Three readers that share no code with the writer (Parquet.Net, DuckDB, Arrow) find what was written, whatever it is.</summary>
public sealed class StrangeValuesTests : IDisposable
{
    private const int RowsOfSeveralPages = 70_001;
    private static readonly ToySweep Sweep = new();

    private readonly TemporaryDirectory _directory = new();

    private string Risks => Path.Combine(_directory.Out, "risks", "part-000000.parquet");

    private string Trials => Path.Combine(_directory.Out, "trials", "part-000000.parquet");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 0.2, 3, 1)]
    [InlineData(2, 0.2, 1, 7)]
    [InlineData(3, 0.0, 2, 64)]
    [InlineData(4, 1.0, 300, 1000)]
    [InlineData(5, 0.5, 70_000, RowsOfSeveralPages)]
    [InlineData(6, 0.001, 5, RowsOfSeveralPages)]
    public void Every_reader_finds_the_rows_that_were_written(int seed, double nulls, int words, int rows)
    {
        var cells = new StrangeRows(seed) { Nulls = nulls, Words = words }.Cells(rows);
        Commit(cells);

        Assert.Equal(Bits.Of(cells), Bits.Of(new RiskReader(Sweep.Definition.Experiment.Parameters).ReadPart(_directory.Out, 0)));
        Assert.Equal(Arrow(cells), ArrowRows(Risks));
        Assert.Equal(Told(cells), IndependentReaders.Duck(
            $"SELECT cell, size, shape, mirrored, method, rank, trials, failed, mean, win_share, status FROM '{Risks}'"));
    }

    [Theory]
    [InlineData(11, 0.3, 10)]
    [InlineData(12, 1.0, 3000)]
    [InlineData(13, 0.0, 30_000)]
    public void Every_reader_finds_the_losses_that_were_written(int seed, double nulls, int rows)
    {
        var cells = new StrangeRows(seed) { Nulls = nulls, OutcomesMax = 9 }.Cells(rows, withLosses: true);
        Commit(cells);

        var read = new TrialReader(Sweep.Definition.Experiment.Parameters).ReadPart(_directory.Out, 0).ToArray();
        Assert.Equal(cells.SelectMany(cell => cell.Rows.Select(row => row.Outcome)), read.SelectMany(cell => cell.Outcomes));
        Assert.Equal(
            cells.SelectMany(cell => cell.Losses!).Select(BitConverter.DoubleToInt64Bits),
            read.SelectMany(cell => cell.Losses).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(
            cells.SelectMany(cell => cell.Losses!.Select((loss, i) => new object?[] { cell.Cell.Index, i / cell.Rows.Count, Or(loss) })),
            IndependentReaders.Duck($"SELECT cell, trial, value FROM '{Trials}'"));
    }

    [Theory]
    [InlineData("cell")]
    [InlineData("size")]
    [InlineData("level")]
    [InlineData("shape")]
    [InlineData("mirrored")]
    [InlineData("method")]
    [InlineData("rank")]
    [InlineData("trials")]
    [InlineData("q05")]
    public void What_a_chunk_says_of_its_values_is_true(string column)
    {
        Commit(new StrangeRows(21).Cells(70_000));

        var said = IndependentReaders.Duck(
            $"SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{Risks}') WHERE path_in_schema = '{column}'")[0];
        var found = IndependentReaders.Duck($"SELECT min({column})::VARCHAR, max({column})::VARCHAR, count(*) - count({column}) FROM '{Risks}'")[0];

        Assert.Equal(found.Select(value => value?.ToString()), said.Select(value => value?.ToString()));
    }

    [Fact]
    public void A_chunk_of_nulls_claims_no_extremes_and_one_of_zeros_both_signs()
    {
        Commit([.. new StrangeRows(31).Cells(100).Select(
            cell => cell with { Rows = [.. cell.Rows.Select((row, i) => row with { Mean = null, Sd = i % 2 == 0 ? -0.0 : 0.0 })] })]);

        var said = IndependentReaders.Duck(
            $"SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{Risks}') WHERE path_in_schema IN ('mean', 'sd') ORDER BY path_in_schema");

        Assert.Equal([[null, null, 100L], ["-0.0", "0.0", 0L]], said);
    }

    private void Commit(IReadOnlyList<CellRows> cells) =>
        new PartStore(ToyRun.Open(StrangeRows.SweepOf(cells), _directory.Out)).Commit(StrangeRows.PartOf(cells));

    private static double? Or(double loss) => double.IsNaN(loss) ? null : loss;

    private static IEnumerable<object?[]> Told(IReadOnlyList<CellRows> cells) => cells.SelectMany(cell => cell.Rows.Select(row => new object?[]
    {
        cell.Cell.Index, cell.Cell.Values[0].Integer, cell.Cell.Values[2].Text, cell.Cell.Values[3].Flag, row.Outcome.Method, row.Outcome.Rank, row.Trials,
        row.Failed, row.Mean, row.WinShare, row.Status,
    }));

    private static IEnumerable<(long, long, int?, int, double?, string)> Arrow(IReadOnlyList<CellRows> cells) => cells.SelectMany(cell => cell.Rows.Select(row =>
        (cell.Cell.Index, cell.Cell.Values[0].Integer, row.Outcome.Rank, row.Trials, row.Q95, row.TheoryStatus)));

    private static IEnumerable<(long, long, int?, int, double?, string)> ArrowRows(string path)
    {
        using var file = new ParquetFileReader(path);
        using var group = file.RowGroup(0);
        var (cell, size, rank) = (Column<long>(file, group, "cell"), Column<long>(file, group, "size"), Column<int?>(file, group, "rank"));
        var (trials, q95, theory) = (Column<int>(file, group, "trials"), Column<double?>(file, group, "q95"), Column<string>(file, group, "theory_status"));
        return [.. cell.Select((_, i) => (cell[i], size[i], rank[i], trials[i], q95[i], theory[i]))];
    }

    private static T[] Column<T>(ParquetFileReader file, RowGroupReader group, string name)
    {
        int index = Enumerable.Range(0, file.FileMetaData.NumColumns).Single(i => file.FileMetaData.Schema.Column(i).Name == name);
        using var column = group.Column(index).LogicalReader<T>();
        return column.ReadAll(checked((int)group.MetaData.NumRows));
    }
}
