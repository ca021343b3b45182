using CsCheck;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Planning;

public sealed class BlockPlanTests
{
    [Fact]
    public void Small_cells_are_grouped_to_about_a_tenth_of_a_second()
    {
        var blocks = BlocksOf(ToySweep.Of(1000, 10, new ToyExperiment { Seconds = _ => 0.0005 }));

        Assert.All(blocks.Where(b => b.FirstPosition + b.PositionCount < 125), b => Assert.Equal(20, b.PositionCount));
    }

    [Fact]
    public void A_big_cell_is_cut_into_runs_of_whole_batches()
    {
        var blocks = BlocksOf(ToySweep.Of(1, 1000, new ToyExperiment { Seconds = _ => 0.0005 }));

        Assert.Equal([(0, 192), (192, 192), (384, 192), (576, 192), (768, 192), (960, 40)], blocks.Select(b => (b.FirstTrial, b.TrialCount)));
    }

    [Fact]
    public void Slow_trials_are_cut_into_small_batches()
    {
        var blocks = BlocksOf(ToySweep.Of(1, 20, new ToyExperiment { Seconds = _ => 5 }));

        Assert.Equal([8, 8, 4], blocks.Select(b => b.TrialCount));
    }

    [Fact]
    public void Not_even_a_batch_may_break_the_frame()
    {
        var blocks = BlocksOf(ToySweep.Of(1, 9, new ToyExperiment { OutcomeCount = _ => 3000 }));

        Assert.Equal([3, 3, 3], blocks.Select(b => b.TrialCount));
    }

    [Fact]
    public void Left_out_positions_cost_no_block()
    {
        Assert.Empty(BlocksOf(ToySweep.Of(500, leavesOut: _ => true)));
        Assert.Equal([new Block(0, 0, 2, 1, 0, 4)], BlocksOf(ToySweep.Of(5, leavesOut: p => p != 2), wholeGrid: true));
    }

    [Fact]
    public void Blocks_are_computed_only_as_they_are_asked_for()
    {
        int looked = 0;
        var sweep = ToySweep.Of(1_000_000, leavesOut: _ => ++looked < 0);

        var first = new BlockPlan(sweep).Blocks(new PartRange(0, 0, 1_000_000)).First();

        Assert.InRange(looked, 1, first.PositionCount + 1);
    }

    [Fact]
    public void Known_trials_and_finished_cells_are_not_run_again()
    {
        var sweep = ToySweep.Of(6, 100);
        var prior = new ToyPrior(sweep, p => p switch { 1 => 30, 3 => 100, 4 => 200, _ => 0 });

        var blocks = new BlockPlan(sweep, prior).Blocks(new PartRange(0, 0, 6)).ToList();

        Assert.Equal(
            [new Block(0, 0, 0, 1, 0, 100), new Block(0, 1, 1, 1, 30, 34), new Block(0, 2, 1, 1, 64, 36), new Block(0, 3, 2, 1, 0, 100), new Block(0, 4, 5, 1, 0, 100)],
            blocks);
    }

    [Fact]
    public void Blocks_cover_every_trial_of_every_cell_exactly_once_within_the_frame()
    {
        var sizes = Gen.Select(Gen.Int[1, 60], Gen.Int[1, 700], Gen.Int[1, 400], Gen.Double[0, 0.01], Gen.Int[2, 7]);
        sizes.Sample(
            (positions, trials, outcomes, seconds, hole) =>
            {
                var toy = new ToyExperiment { Seconds = c => seconds * (c.Index % 4), OutcomeCount = c => 1 + (int)(c.Index * 37 % outcomes) };
                var sweep = ToySweep.Of(positions, trials, toy, leavesOut: p => p % hole == 1);
                var seen = new HashSet<(long, int)>();
                int number = 0;
                foreach (var block in BlocksOf(sweep, wholeGrid: true))
                {
                    Assert.Equal(number++, block.Number);
                    Assert.True(block.PositionCount == 1 || block.TrialCount == trials);
                    Assert.InRange(Visit(sweep, block, seen), 1, BlockPlan.LossesPerBlock);
                }

                Assert.Equal(Enumerable.Range(0, positions).Count(p => p % hole != 1) * trials, seen.Count);
            },
            iter: 200);
    }

    private static int Visit(SweepDefinition sweep, Block block, HashSet<(long, int)> seen)
    {
        int losses = 0;
        for (long p = block.FirstPosition; p < block.FirstPosition + block.PositionCount; p++)
        {
            if (sweep.Grid.CellAt(p) is { } cell)
            {
                losses += sweep.OutcomesOf(cell).Count * block.TrialCount;
                Assert.All(Enumerable.Range(block.FirstTrial, block.TrialCount), t => Assert.True(seen.Add((p, t))));
            }
        }

        return losses;
    }

    private static List<Block> BlocksOf(SweepDefinition sweep, bool wholeGrid = false)
    {
        var plan = new PartPlan(sweep);
        return wholeGrid
            ? [.. new BlockPlan(sweep).Blocks(new PartRange(0, 0, sweep.Grid.PositionCount))]
            : [.. Enumerable.Range(0, plan.PartCount).SelectMany(i => new BlockPlan(sweep).Blocks(plan.Part(i)))];
    }
}
