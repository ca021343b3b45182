using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;
using LoraCluster.Numerics.Theory;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.Estimators.Updates;

public class UpdateMeasureTests
{
    // An update of the test's own making.
    private sealed class Fixed(Func<TrialDraw, Matrix<double>> update) : IUpdateMethod
    {
        public string Name => "fixed";

        public bool HasRank => false;

        public IEnumerable<(int? Rank, Matrix<double> Update)> Updates(TrialDraw draw, IReadOnlyList<int> ranks) => [(null, update(draw))];
    }

    [Theory]
    [InlineData(50, InputSpectrum.Identity)]
    [InlineData(9, InputSpectrum.Identity)]
    [InlineData(50, InputSpectrum.Power)]
    public void Forgetting_of_full_fine_tuning_has_its_closed_form(int n, InputSpectrum inputs)
    {
        LinearProblem problem = Settings.Basis with { N = n, InputSpectrum = inputs, InputDecayRate = 0.5, Shift = ShiftKind.Constant };
        Draws.AssertMean(
            FullFineTuningTheory.Forgetting(problem)!.Value, Draws.Solve(problem, 1500, (new FullUpdate(), null, new ForgettingMeasure()))[0]);
    }

    [Fact]
    public void Forgetting_grows_with_the_rank()
    {
        double[][] values = Draws.Solve(
            Settings.Basis, 10, [.. Enumerable.Range(1, 15).Select(rank => ((IUpdateMethod)new LoraUpdate(), (int?)rank, (IUpdateMeasure)new ForgettingMeasure()))]);
        for (int rank = 1; rank < values.Length; rank++)
        {
            Assert.All(values[rank].Zip(values[rank - 1]), pair => Assert.True(pair.First > pair.Second));
        }
    }

    [Fact]
    public void No_update_makes_no_intruders() =>
        Assert.All(Draws.Solve(Settings.Basis, 5, (new Fixed(draw => draw.Full * 0), null, new IntruderDimensionsMeasure()))[0], count => Assert.Equal(0, count));

    [Fact]
    public void A_strong_direction_that_the_pretrained_map_does_not_know_is_one_intruder_and_one_that_it_knows_is_none()
    {
        LinearProblem problem = Settings.Basis with { Dx = 60, Dy = 60, N = 70, TrueRank = 1 };
        double[][] counts = Draws.Solve(
            problem, 5,
            (new Fixed(draw => draw.Shift * 1000), null, new IntruderDimensionsMeasure()),
            (new Fixed(draw => draw.PretrainedSvd.U.Column(0).OuterProduct(draw.PretrainedSvd.VT.Row(0)) * 1000), null, new IntruderDimensionsMeasure()));
        Assert.All(counts[0], count => Assert.Equal(1, count));
        Assert.All(counts[1], count => Assert.Equal(0, count));
    }
}
