using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Reading;

public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Rows_come_back_with_every_bit()
    {
        var sweep = new ToySweep { Where = position => position % 4 != 1 };
        ToyRun.Complete(sweep, _directory.Out);

        var read = new RiskReader(sweep.Definition.Experiment.Parameters).ReadDataset(_directory.Out);

        Assert.Equal(Bits.Of(Computed(sweep), withLosses: false), Bits.Of(read));
    }

    [Fact]
    public void Cells_read_alone_are_those_that_come_with_their_rows()
    {
        var sweep = new ToySweep { Where = position => position % 4 != 1 };
        ToyRun.Complete(sweep, _directory.Out);

        var reader = new RiskReader(sweep.Definition.Experiment.Parameters);

        Assert.Equal(
            reader.ReadDataset(_directory.Out).Select(cell => (cell.Cell.Index, string.Join(' ', cell.Cell.Values))),
            reader.ReadCells(_directory.Out).Select(cell => (cell.Index, string.Join(' ', cell.Values))));
    }

    [Fact]
    public void Losses_come_back_with_every_bit_and_a_failed_trial_as_NaN()
    {
        var sweep = new ToySweep();
        ToyRun.Complete(sweep, _directory.Out);

        var read = new TrialReader(sweep.Definition.Experiment.Parameters).ReadDataset(_directory.Out).ToArray();

        var computed = Computed(sweep).ToArray();
        Assert.Contains(read, cell => cell.Losses.Any(double.IsNaN));
        Assert.Equal(computed.Select(cell => cell.Cell.Index), read.Select(cell => cell.Cell.Index));
        Assert.Equal(computed.SelectMany(cell => cell.Losses!), read.SelectMany(cell => cell.Losses));
        Assert.Equal(computed[0].Rows.Select(row => row.Outcome), read[0].Outcomes);
    }

    [Fact]
    public void A_part_whose_cells_are_all_left_out_reads_as_no_cells()
    {
        var sweep = new ToySweep { Where = position => position >= 12 };
        ToyRun.Complete(sweep, _directory.Out);

        var reader = new RiskReader(sweep.Definition.Experiment.Parameters);

        Assert.Empty(reader.ReadPart(_directory.Out, 0));
        Assert.Equal(24, reader.ReadDataset(_directory.Out).Count());
    }

    [Fact]
    public void A_file_that_is_no_Parquet_is_named()
    {
        File.WriteAllText(_directory.In("part-000000.parquet"), "not a part");

        var error = Assert.Throws<InvalidDataException>(() =>
            new RiskReader([]).ReadFile(_directory.In("part-000000.parquet")).Count());

        Assert.Contains("part-000000.parquet", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<LoraCluster.Sweeps.Running.CellRows> Computed(ToySweep sweep) =>
        Enumerable.Range(0, sweep.PartCount).SelectMany(part => ToyRows.CellsOf(sweep, part));
}
