using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Planning;

public sealed class PartPlanTests
{
    [Fact]
    public void A_sweep_like_the_noise_sweep_has_eight_parts()
    {
        var plan = new PartPlan(ToySweep.Of(40, 100, new ToyExperiment { Seconds = _ => 0.0002 }));

        Assert.Equal(8, plan.PartCount);
        Assert.Equal(new PartRange(7, 35, 5), plan.Part(7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(41)]
    [InlineData(1_000_003)]
    public void Parts_cover_every_position_once_and_PartOf_finds_it(long positions)
    {
        var plan = new PartPlan(ToySweep.Of(positions));

        long next = 0;
        for (int i = 0; i < plan.PartCount; i++)
        {
            var part = plan.Part(i);
            Assert.Equal((i, next), (part.Number, part.FirstPosition));
            Assert.InRange(part.PositionCount, 1, plan.PositionsPerPart);
            Assert.Equal(i, plan.PartOf(part.FirstPosition));
            Assert.Equal(i, plan.PartOf(part.FirstPosition + part.PositionCount - 1));
            next += part.PositionCount;
        }

        Assert.Equal(positions, next);
    }

    [Fact]
    public void A_part_holds_about_ten_seconds_of_work()
    {
        var plan = new PartPlan(ToySweep.Of(100_000, 100, new ToyExperiment { Seconds = _ => 0.001 }));

        Assert.InRange(plan.PositionsPerPart, 99, 100);
    }

    [Fact]
    public void A_part_holds_at_most_120_000_rows()
    {
        var plan = new PartPlan(ToySweep.Of(1_000_000, 1, new ToyExperiment { Seconds = _ => 1e-9, OutcomeCount = _ => 20 }));

        Assert.Equal(6_000, plan.PositionsPerPart);
    }

    [Fact]
    public void A_part_that_keeps_trials_holds_at_most_four_million_losses()
    {
        var plan = new PartPlan(ToySweep.Of(1_000_000, 1000, new ToyExperiment { Seconds = _ => 1e-9, OutcomeCount = _ => 20 }, keepTrials: true));

        Assert.Equal(200, plan.PositionsPerPart);
    }

    [Fact]
    public void A_cell_that_takes_an_hour_is_a_part_of_its_own()
    {
        var plan = new PartPlan(ToySweep.Of(50, 1, new ToyExperiment { Seconds = _ => 3600 }));

        Assert.Equal((1, 50), (plan.PositionsPerPart, plan.PartCount));
    }

    [Fact]
    public void Costly_cells_on_an_inner_axis_as_long_as_the_sample_stride_are_not_missed()
    {
        // 1024 × 1000 positions: a sample at a fixed place of each stratum would see one value of the inner axis only.
        var uneven = new ToyExperiment { Seconds = c => c.Index % 1000 < 100 ? 0.1 : 0 };

        var plan = new PartPlan(ToySweep.Of(1_024_000, 1, uneven));

        Assert.InRange(plan.PositionsPerPart, 900, 1100);
    }

    [Fact]
    public void The_largest_grid_is_planned_by_looking_at_no_more_than_the_sample()
    {
        int looked = 0;
        var sweep = ToySweep.Of(long.MaxValue, 1, new ToyExperiment { Seconds = _ => 3600 }, leavesOut: _ => ++looked < 0);

        var plan = new PartPlan(sweep);

        Assert.Equal(PlanSample.PositionsMax, looked);
        Assert.InRange(plan.PartCount, 1, int.MaxValue);
        Assert.Equal(long.MaxValue, plan.Part(plan.PartCount - 1).FirstPosition + plan.Part(plan.PartCount - 1).PositionCount);
    }

    [Fact]
    public void A_grid_that_leaves_everything_out_is_walked_in_small_steps()
    {
        var plan = new PartPlan(ToySweep.Of(1_000_000_000, leavesOut: _ => true));

        Assert.Equal(PartPlan.PositionsPerPartMax, plan.PositionsPerPart);
    }

    [Fact]
    public void An_empty_grid_and_positions_outside_it_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PartPlan(ToySweep.Of(0)));
        var plan = new PartPlan(ToySweep.Of(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.PartOf(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Part(plan.PartCount));
    }
}
