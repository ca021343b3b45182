using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Planning;

public sealed class SweepEstimateTests
{
    [Fact]
    public void A_small_sweep_is_counted_not_extrapolated()
    {
        var sweep = ToySweep.Of(40, 100, new ToyExperiment { Seconds = _ => 0.0002, OutcomeCount = _ => 6 });

        var estimate = SweepEstimate.Of(sweep);

        Assert.Equal((40, 4000.0, 8, 240.0), (estimate.Cells, estimate.Trials, estimate.Parts, estimate.Rows));
        Assert.Equal(0.8, estimate.CpuSeconds, 12);
        Assert.Equal(240 * SweepEstimate.BytesPerRow + 8 * SweepEstimate.BytesPerPart, estimate.DatasetBytes);
    }

    [Fact]
    public void The_grids_own_count_of_cells_is_used_where_it_is_known()
    {
        var sweep = ToySweep.Of(1_000_000, 10, leavesOut: p => p % 2 == 0);

        Assert.Equal(500_000, SweepEstimate.Of(sweep, 500_000).Cells);
        Assert.Equal(1_000_000, SweepEstimate.Of(sweep, 500_000).Rows);
        Assert.InRange(SweepEstimate.Of(sweep).Cells, 450_000, 550_000);
    }

    [Fact]
    public void Kept_trials_count_towards_the_datasets_size()
    {
        double without = SweepEstimate.Of(ToySweep.Of(40, 100)).DatasetBytes;

        double with = SweepEstimate.Of(ToySweep.Of(40, 100, keepTrials: true)).DatasetBytes;

        Assert.Equal(without + 40 * 100 * 2 * SweepEstimate.BytesPerKeptLoss, with);
    }

    [Fact]
    public void A_sweep_without_cells_costs_nothing()
    {
        var estimate = SweepEstimate.Of(ToySweep.Of(100, leavesOut: _ => true));

        Assert.Equal((0, 0.0, 0.0, 0.0), (estimate.Cells, estimate.Trials, estimate.Rows, estimate.CpuSeconds));
    }
}
