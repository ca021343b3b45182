using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class PrecisionTests
{
    private static readonly PrecisionRule Rule = new(0.05, ["full", "lora"], 16, 400);

    private static IReadOnlyList<RiskRow> RowsOf(SweepDefinition sweep, long position)
    {
        var cell = sweep.Grid.CellAt(position)!.Value;
        using var runner = sweep.Experiment.CreateRunner();
        return WholeCell.Rows(sweep, cell, WholeCell.Losses(sweep, cell, runner));
    }

    [Fact]
    public void Looks_are_a_quarter_apart_in_whole_groups_of_eight_and_end_at_the_most()
    {
        var looks = new List<int>();
        for (int trials = 0; trials < 400;)
        {
            trials = Rule.LookAfter(trials);
            looks.Add(trials);
        }

        Assert.Equal([16, 24, 32, 48, 64, 88, 112, 144, 184, 232, 296, 376, 400], looks);
    }

    // From rows alone: how many trials a look says are needed.
    private static double NeededAt(int look, long position) =>
        RowsOf(ToySweep.Of(30, look), position).Max(row => look * Math.Pow(row.Sem!.Value / (0.05 * row.Mean!.Value), 2));

    [Fact]
    public void A_cell_ends_at_the_first_look_that_all_looks_since_half_its_trials_agree_with()
    {
        var sweep = ToySweep.Precise(30, Rule);
        for (long position = 0; position < 30; position++)
        {
            var rows = RowsOf(sweep, position);
            Assert.All(rows, row => Assert.True(row.Sem <= 0.05 * row.Mean, $"{row.Sem} of {row.Mean}"));
            Assert.All(rows, row => Assert.Equal(rows[0].Trials, row.Trials));

            var needed = new List<(int Look, double Trials)>();
            int look = 0;
            do
            {
                look = Rule.LookAfter(look);
                needed.Add((look, NeededAt(look, position)));
            }
            while (!needed.TrueForAll(n => 2 * n.Look < look || n.Trials <= look));

            Assert.Equal(look, rows[0].Trials);
        }
    }

    [Fact]
    public void Blocks_in_any_order_give_the_rows_of_LocalSweep_whichever_of_the_needless_ones_come()
    {
        var sweep = ToySweep.Precise(9, Rule, new ToyExperiment { Seconds = _ => 0.004 }, keepTrials: true);
        var expected = MemorySink.ByLocalSweep(sweep);
        var plan = new PartPlan(sweep);
        var blocks = new BlockPlan(sweep);
        var solver = new BlockRunner(sweep);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var dice = new SplitMix(seed);
            var sink = new MemorySink();
            for (int part = 0; part < plan.PartCount; part++)
            {
                using var merge = new PartMerge(sweep, plan.Part(part));
                foreach (var block in blocks.Blocks(merge.Part).OrderBy(_ => dice.Next()))
                {
                    if (merge.Needs(block) || dice.Chance(0.5))
                    {
                        merge.Add(solver.Run(block, sweep.Experiment.CreateRunner()));
                    }
                }

                sink.Commit(merge.ToRows());
            }

            Assert.Equal(expected.Parts, sink.Parts);
        }
    }

    [Fact]
    public void LocalSweep_solves_nothing_that_no_cell_needs()
    {
        long batches = 0;
        var toy = new ToyExperiment { BeforeBatch = (_, _) => batches++, Seconds = _ => 0.02 };
        var sweep = ToySweep.Precise(9, Rule with { RelativeSem = 0.2 }, toy);
        LocalSweep.Run(sweep, new MemorySink());
        Assert.InRange(batches, 9, 9 * 4);
    }

    [Fact]
    public void A_cell_that_may_not_go_on_says_that_it_is_imprecise()
    {
        var rows = RowsOf(ToySweep.Precise(1, Rule with { RelativeSem = 0.001 }), 0);
        Assert.All(rows, row => Assert.Equal((400, "nonconverged, imprecise"), (row.Trials, row.Status)));
    }

    [Fact]
    public void An_outcome_that_never_has_a_value_keeps_no_cell_going()
    {
        var toy = new ToyExperiment { Loss = (key, trial, outcome) => outcome == 0 ? 1 + (0.1 * new SplitMix(key + (ulong)trial).Unit()) : double.NaN };
        var rows = RowsOf(ToySweep.Precise(1, Rule, toy), 0);
        Assert.Equal((16, 16), (rows[0].Trials, rows[1].Failed));
    }

    [Fact]
    public void A_standard_error_that_estimates_nothing_stops_nothing()
    {
        var toy = new ToyExperiment { MomentsRule = _ => Moments.InfiniteVariance };
        var rows = RowsOf(ToySweep.Precise(1, Rule with { RelativeSem = 1 }, toy), 0);
        Assert.All(rows, row => Assert.Equal(400, row.Trials));
        Assert.All(rows, row => Assert.StartsWith("infinite_variance", row.Status, StringComparison.Ordinal));
    }

    [Fact]
    public void Differences_are_held_to_the_baselines_mean_for_they_may_be_nothing()
    {
        var toy = new ToyExperiment { Loss = (key, trial, outcome) => 1 + (outcome == 0 ? 0 : new SplitMix(key + (ulong)trial).Unit() - 0.5) };
        var rows = RowsOf(ToySweep.Precise(3, new PrecisionRule(0.03, ["difference"], 16, 400), toy), 0);
        Assert.InRange(rows[0].Trials, 64, 144);
        Assert.True(rows[1].DiffSem <= 0.03);
        Assert.True(rows[1].DiffSem > 0.03 * Math.Abs(rows[1].DiffMean!.Value));
    }

    /// <summary>Stopping when the standard error looks small favours samples whose spread looks small: what that costs a nominal 95 % interval, here for exponential losses at 20 % .</summary>
    [Fact]
    public void Intervals_at_the_stop_cover_the_mean_nearly_as_often_as_they_say()
    {
        const int Cells = 4000;
        var toy = new ToyExperiment { Loss = (key, trial, outcome) => -Math.Log(1 - new SplitMix(key + (ulong)(trial * 1000003) + (ulong)outcome).Unit()) };
        var sweep = ToySweep.Precise(Cells, new PrecisionRule(0.05, ["full"], PrecisionRule.DefaultMinTrials, 100_000), toy);
        int covered = Enumerable.Range(0, Cells).Count(position => RowsOf(sweep, position)[0] is var row && Math.Abs(row.Mean!.Value - 1) <= 1.96 * row.Sem);

        // Four standard errors of the estimate below 94 %.
        Assert.InRange(covered / (double)Cells, 0.94 - (4 * Math.Sqrt(0.95 * 0.05 / Cells)), 0.97);
    }
}
