using LoraCluster.Benchmarks.Compare;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Tests.Compare;

public class VarianceRatioTests
{
    [Fact]
    public void Ratios_are_squared_sorted_by_rank_and_taken_where_both_errors_are_known()
    {
        CellRows[] cells =
        [
            Cell(Row(null, 1, null), Row(4, 2, 1), Row(2, 1, 1)),
            Cell(Row(null, 1, null), Row(4, 2, 0), Row(2, 1, null)),
            Cell(Row(null, 1, null), Row(4, 1, 1), Row(2, 0, 0)),
        ];

        Assert.Equal([new("toy", 2, 1, 1, 1, 1), new("toy", 4, 3, 0, 0.25, 1)], VarianceRatio.Of("toy", cells));
    }

    private static CellRows Cell(params RiskRow[] rows) => new(new Cell(0, []), rows, null);

    private static RiskRow Row(int? rank, double sem, double? adjusted) => new()
    {
        Outcome = new Outcome(rank is null ? "full" : "lora", rank),
        Trials = 100,
        Failed = 0,
        Sem = sem,
        AdjustedSem = adjusted,
        TheoryStatus = "none",
        Status = "ok",
    };
}
