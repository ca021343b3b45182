using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Running;

public sealed class PartMergeTests
{
    private static readonly SweepDefinition Sweep = ToySweep.Of(12, 500, new ToyExperiment { Seconds = _ => 0.001 }, leavesOut: p => p == 1);

    [Theory]
    [InlineData(1UL, false)]
    [InlineData(2UL, false)]
    [InlineData(3UL, false)]
    [InlineData(1UL, true)]
    [InlineData(2UL, true)]
    public void Any_order_of_blocks_with_repeats_gives_the_same_rows_and_trials(ulong seed, bool keepTrials)
    {
        // Sums are so careful that a wrong order of trials need not show in them.
        var sweep = Sweep with { KeepTrials = keepTrials };
        var expected = MemorySink.ByLocalSweep(sweep);
        var dice = new SplitMix(seed);
        var sink = new MemorySink();
        var plan = new PartPlan(sweep);
        for (int i = 0; i < plan.PartCount; i++)
        {
            var merge = new PartMerge(sweep, plan.Part(i));
            var results = Results(plan.Part(i));
            foreach (var result in results.Concat(results).OrderBy(_ => dice.Next()).ToList())
            {
                merge.Add(result);
            }

            sink.Commit(merge.ToRows());
        }

        Assert.Equal(expected.Parts, sink.Parts);
    }

    [Fact]
    public void A_repeated_block_reports_what_it_added_the_first_time()
    {
        var part = new PartPlan(Sweep).Part(0);
        var result = Results(part)[0];
        var merge = new PartMerge(Sweep, part);

        var first = merge.Add(result);

        Assert.False(first.WasKnown);
        Assert.Equal(first with { WasKnown = true }, merge.Add(result));
    }

    [Fact]
    public void One_flipped_bit_in_a_repeated_block_is_a_determinism_violation_even_after_its_cell_is_done()
    {
        var part = new PartPlan(Sweep).Part(1);
        var results = Results(part);
        var merge = new PartMerge(Sweep, part);
        results.ForEach(r => merge.Add(r));
        Assert.True(merge.IsComplete);
        double[] flipped = [.. results[0].Losses];
        flipped[3] = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(flipped[3]) ^ 1);

        Assert.Throws<DeterminismViolationException>(() => merge.Add(results[0] with { Losses = flipped }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Losses_of_the_wrong_length_are_a_determinism_violation(int excess)
    {
        var part = new PartPlan(Sweep).Part(1);
        var result = Results(part)[0];
        var wrong = result with { Losses = new double[result.Losses.Length + excess] };

        Assert.Throws<DeterminismViolationException>(() => new PartMerge(Sweep, part).Add(wrong));
    }

    [Fact]
    public void Merging_a_whole_cell_costs_its_rows_and_not_its_losses()
    {
        var sweep = ToySweep.Of(400, 1000, new ToyExperiment { Seconds = _ => 1e-7 });
        var part = new PartRange(0, 0, 400);
        using var runner = sweep.Experiment.CreateRunner();
        var results = new BlockPlan(sweep).Blocks(part).Select(b => new BlockRunner(sweep).Run(b, runner)).ToList();
        new PartMerge(sweep, part).Add(results[0]);
        var merge = new PartMerge(sweep, part);

        long before = GC.GetAllocatedBytesForCurrentThread();
        results.ForEach(result => merge.Add(result));
        long perRow = (GC.GetAllocatedBytesForCurrentThread() - before) / merge.ToRows().RowCount;

        Assert.InRange(perRow, 0, 1000);
    }

    [Fact]
    public void Rows_of_an_unfinished_part_are_refused()
    {
        var merge = new PartMerge(Sweep, new PartPlan(Sweep).Part(0));

        Assert.False(merge.IsComplete);
        Assert.Throws<InvalidOperationException>(merge.ToRows);
    }

    [Fact]
    public void A_part_without_cells_is_complete_from_the_start()
    {
        var merge = new PartMerge(Sweep, new PartRange(9, 1, 1));

        Assert.True(merge.IsComplete);
        Assert.Equal(0, merge.ToRows().CellCount);
    }

    private static List<BlockResult> Results(PartRange part)
    {
        using var runner = Sweep.Experiment.CreateRunner();
        return [.. new BlockPlan(Sweep).Blocks(part).Select(b => new BlockRunner(Sweep).Run(b, runner))];
    }
}
