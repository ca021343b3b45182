using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Results.Tests.Reading;

public sealed class DuckDbTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Risks => $"'{_directory.Out}/risks/*.parquet'";

    private string Trials => $"'{_directory.Out}/trials/*.parquet'";

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void DuckDB_sees_the_columns_of_risks_with_their_types()
    {
        ToyRun.Complete(new ToySweep(), _directory.Out);

        var columns = IndependentReaders.Duck($"DESCRIBE SELECT * FROM {Risks}").Select(row => $"{row[0]} {row[1]}");

        Assert.Equal(
            [
                "cell BIGINT", "size BIGINT", "level DOUBLE", "shape VARCHAR", "mirrored BOOLEAN", "method VARCHAR", "rank INTEGER", "measure VARCHAR", "trials INTEGER",
                "failed INTEGER", "mean DOUBLE", "sd DOUBLE", "sem DOUBLE", "min DOUBLE", "q05 DOUBLE", "q50 DOUBLE", "q95 DOUBLE", "max DOUBLE",
                "diff_mean DOUBLE", "diff_sem DOUBLE", "adjusted_mean DOUBLE", "adjusted_sem DOUBLE", "win_share DOUBLE", "theory_mean DOUBLE", "advised_regret DOUBLE", "advised_rank INTEGER", "theory_status VARCHAR", "status VARCHAR",
            ],
            columns);
    }

    [Fact]
    public void DuckDB_reads_every_statistic_and_every_null_that_was_written()
    {
        var sweep = new ToySweep();
        ToyRun.Complete(sweep, _directory.Out);

        var read = IndependentReaders.Duck($"SELECT * FROM {Risks} ORDER BY cell, rank NULLS FIRST");

        var written = Cells(sweep).SelectMany(cell => cell.Rows.Select(row => Expected(cell, row))).ToList();
        Assert.Contains(written, row => row[10] is null);
        Assert.Equal(written.Count, read.Count);
        for (int i = 0; i < written.Count; i++)
        {
            Assert.Equal(written[i], read[i]);
        }
    }

    [Fact]
    public void DuckDB_reads_every_trial_with_null_for_those_that_failed()
    {
        var sweep = new ToySweep();
        ToyRun.Complete(sweep, _directory.Out);

        var read = IndependentReaders.Duck($"SELECT cell, trial, method, rank, value FROM {Trials} ORDER BY cell, trial, rank NULLS FIRST");

        var written = Cells(sweep).SelectMany(cell => cell.Losses!.Select((loss, i) => new object?[]
        {
            cell.Cell.Index, i / cell.Rows.Count, cell.Rows[i % cell.Rows.Count].Outcome.Method, cell.Rows[i % cell.Rows.Count].Outcome.Rank,
            double.IsNaN(loss) ? null : loss,
        })).ToList();
        Assert.Contains(written, row => row[4] is null);
        Assert.Equal(written, read);
    }

    [Fact]
    public void A_running_sweep_can_be_queried_with_leftover_temporaries_beside_its_parts()
    {
        var sweep = new ToySweep();
        var directory = ToyRun.Open(sweep, _directory.Out);
        new PartStore(directory).Commit(ToyRows.Of(sweep, 1));
        File.WriteAllText(Path.Combine(_directory.Out, "risks", ".part-000000.parquet.1-1.tmp"), "half a p");

        var read = IndependentReaders.Duck($"SELECT count(*), min(cell) FROM {Risks}");

        Assert.Equal([36L, 12L], read[0]);
    }

    [Fact]
    public void A_part_without_cells_does_not_disturb_a_query_over_all_parts()
    {
        var sweep = new ToySweep { Where = position => position >= 12 };
        ToyRun.Complete(sweep, _directory.Out);

        Assert.Equal(24L * 3, IndependentReaders.Duck($"SELECT count(*) FROM {Risks}")[0][0]);
        Assert.Equal(0L, IndependentReaders.Duck($"SELECT count(*) FROM '{_directory.Out}/risks/part-000000.parquet'")[0][0]);
    }

    [Fact]
    public void Metadata_names_sweep_release_part_and_format_and_nothing_else()
    {
        var sweep = new ToySweep();
        ToyRun.Complete(sweep, _directory.Out);

        var metadata = IndependentReaders.Duck(
            $"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{_directory.Out}/risks/part-000001.parquet') ORDER BY 1");

        Assert.Equal(
            [
                ["lora_cluster.definition_hash", sweep.Definition.Hash],
                ["lora_cluster.format", "2"],
                ["lora_cluster.part", "1"],
                ["lora_cluster.release", ToySweep.Release],
            ],
            metadata);
    }

    [Fact]
    public void Columns_are_zstd_words_have_dictionaries_and_reals_have_none()
    {
        ToyRun.Complete(new ToySweep(), _directory.Out);

        var columns = IndependentReaders.Duck(
            $"SELECT path_in_schema, compression, encodings, stats_min_value FROM parquet_metadata('{_directory.Out}/risks/part-000000.parquet')");

        Assert.All(columns, column => Assert.Equal("ZSTD", column[1]));
        Assert.Contains("DICTIONARY", (string)columns.Single(column => (string)column[0]! == "method")[2]!, StringComparison.Ordinal);
        Assert.DoesNotContain("DICTIONARY", (string)columns.Single(column => (string)column[0]! == "mean")[2]!, StringComparison.Ordinal);
        Assert.Equal("0", columns.Single(column => (string)column[0]! == "cell")[3]);
    }

    private static object?[] Expected(CellRows cell, RiskRow row) =>
    [
        cell.Cell.Index, cell.Cell.Values[0].Integer, cell.Cell.Values[1].Real, cell.Cell.Values[2].Text, cell.Cell.Values[3].Flag,
        row.Outcome.Method, row.Outcome.Rank, row.Outcome.Measure, row.Trials, row.Failed, row.Mean, row.Sd, row.Sem, row.Min, row.Q05, row.Q50, row.Q95, row.Max,
        row.DiffMean, row.DiffSem, row.AdjustedMean, row.AdjustedSem, row.WinShare, row.TheoryMean, row.AdvisedRegret, row.AdvisedRank, row.TheoryStatus, row.Status,
    ];

    private static IEnumerable<CellRows> Cells(ToySweep sweep) =>
        Enumerable.Range(0, sweep.PartCount).SelectMany(part => ToyRows.CellsOf(sweep, part));
}
