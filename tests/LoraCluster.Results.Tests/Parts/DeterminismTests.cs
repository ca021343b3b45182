using System.Globalization;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Parts;

public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_same_sweep_written_twice_has_the_same_bytes_in_every_file()
    {
        var sweep = new ToySweep();
        var first = ToyRun.Complete(sweep, _directory.In("a"));
        var second = ToyRun.Complete(sweep, _directory.In("b/deeper/c"));

        Assert.Equal(first.DatasetHash, second.DatasetHash);
        Assert.Equal(Files(_directory.In("a")), Files(_directory.In("b/deeper/c")));
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_no_byte()
    {
        var sweep = new ToySweep();
        var plain = ToyRun.Complete(sweep, _directory.In("a"));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            foreign.NumberFormat.NumberDecimalSeparator = ",";
            foreign.NumberFormat.NegativeSign = "minus ";
            CultureInfo.CurrentCulture = foreign;

            Assert.Equal(plain.DatasetHash, ToyRun.Complete(sweep, _directory.In("b")).DatasetHash);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(Files(_directory.In("a")), Files(_directory.In("b")));
    }

    [Fact]
    public void Three_writers_at_once_in_any_order_leave_the_bytes_of_one()
    {
        var sweep = new ToySweep { PositionsPerPart = 2 };
        ToyRun.Complete(sweep, _directory.In("a"));
        var directories = Enumerable.Range(0, 3).Select(_ => ToyRun.Open(sweep, _directory.In("b"))).ToArray();

        Parallel.For(0, 3, writer =>
        {
            var store = new PartStore(directories[writer]);
            foreach (int part in Enumerable.Range(0, sweep.PartCount).Select(part => (part * 5 + writer * 7) % sweep.PartCount))
            {
                store.Commit(ToyRows.Of(sweep, part));
            }
        });
        DatasetFinisher.Finish(directories[0], sweep.PartCount);

        Assert.Equal(Files(_directory.In("a")), Files(_directory.In("b")));
    }

    [Fact]
    public void Another_release_gives_other_bytes_so_that_it_shows()
    {
        var sweep = new ToySweep();
        var ours = SweepHeader.Of(sweep.Definition, ToySweep.Release);
        var theirs = SweepHeader.Of(sweep.Definition, "9.9.9");

        Assert.NotEqual(ours.ToBytes(), theirs.ToBytes());
        Assert.Equal(ours, SweepHeader.Read(ours.ToBytes()));
    }

    [Fact]
    public void More_rows_than_a_row_group_holds_are_split_and_read_back()
    {
        var sweep = new ToySweep { Trials = 30_000, Sizes = [3], Levels = [1, 2, 3] };
        ToyRun.Complete(sweep, _directory.Out);

        var groups = Reading.IndependentReaders.Duck(
            $"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{_directory.Out}/trials/part-000000.parquet') ORDER BY 1");
        var losses = new LoraCluster.Results.Reading.TrialReader(sweep.Definition.Experiment.Parameters).ReadDataset(_directory.Out);

        Assert.Equal([[0L, 1_000_000L], [1L, 80_000L]], groups);
        Assert.True(ToyRows.CellsOf(sweep, 0).SelectMany(cell => cell.Losses!).SequenceEqual(losses.SelectMany(cell => cell.Losses)));
    }

    private static string[] Files(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(root, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
