using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Planning;

public sealed class MachineSpeedTests
{
    [Fact]
    public void Nothing_measured_changes_nothing() => Assert.Equal(1, MachineSpeed.Unknown.FactorFor(1e-3));

    [Theory]
    [InlineData(-12, 2.0)]
    [InlineData(-10, 2.0)]
    [InlineData(-9, 3.0)]
    [InlineData(-8, 4.0)]
    [InlineData(0, 4.0)]
    public void Factors_are_interpolated_between_size_classes_and_kept_beyond_them(int log2, double expected) =>
        Assert.Equal(expected, new MachineSpeed([new(-10, 2), new(-8, 4)]).FactorFor(1.5 * Math.Pow(2, log2)), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e7)]
    [InlineData(double.NaN)]
    public void An_impossible_factor_is_refused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MachineSpeed([new(0, factor)]));

    [Fact]
    public void Two_measurements_meet_in_their_geometric_mean() => Assert.Equal(
        new Dictionary<int, double> { [-9] = 5, [-3] = 6, [1] = 7 },
        new MachineSpeed([new(-9, 5), new(-3, 4)]).Blend(new MachineSpeed([new(-3, 9), new(1, 7)])).Factors);

    [Fact]
    public void A_survey_takes_the_median_of_what_blocks_needed_and_wants_five_of_them()
    {
        var survey = new SpeedSurvey(ToySweep.Of(100, 10, new ToyExperiment { Seconds = c => c.Index < 50 ? 0.001 : 0.1 }));
        foreach (double needed in new[] { 0.5, 0.012, 0.02, 0.03, 0.02 })
        {
            survey.Add(3, 1, 10, needed);
        }

        survey.Add(60, 1, 10, 5);

        Assert.Equal(2, Assert.Single(survey.Result().Factors).Value, 1e-12);
        Assert.Equal(MachineSpeed.ClassOf(0.001), survey.Result().Factors.Keys.Single());
    }

    [Fact]
    public void A_machine_half_as_fast_gets_blocks_of_half_the_length()
    {
        var sweep = ToySweep.Of(40, 100, new ToyExperiment { Seconds = _ => 0.0001 });
        var slow = new MachineSpeed([new(0, 2)]);
        var part = new PartRange(0, 0, 40);

        Assert.InRange(new BlockPlan(sweep).Blocks(part).First().PositionCount, 10, 11);
        Assert.InRange(new BlockPlan(sweep, speed: slow).Blocks(part).First().PositionCount, 5, 6);
        Assert.Equal(2 * SweepEstimate.Of(sweep).CpuSeconds, SweepEstimate.Of(sweep, speed: slow).CpuSeconds, 1e-9);
        Assert.Equal(new PartPlan(sweep).PositionsPerPart, new PartPlan(sweep, PlanSample.Of(sweep, slow)).PositionsPerPart);
    }
}
