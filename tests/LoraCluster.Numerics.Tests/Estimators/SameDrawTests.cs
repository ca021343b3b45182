using System.Runtime.Intrinsics;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators;

/// <summary>Fed the same (A0, Δ, X, ε), the fast solver and the reference solver agree number by number.</summary>
public unsafe class SameDrawTests
{
    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Both_solvers_agree_to_eight_digits(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        ExplicitDraw[] draws = Draws(problem, setting);
        using var same = new SameDraw();
        using var curve = new RankCurve();
        same.Load(problem, draws);
        int[] ranks = Settings.AllRanks(problem);
        int fitted = problem.FittedRank;
        Lanes* risks = curve.Compute(same.Statistics, fitted, 8);
        Lanes full = RankCurve.FullRisk(same.Statistics);
        for (int lane = 0; lane < 8; lane++)
        {
            double[] reference = ReferenceSolver.Risks(draws[lane], ranks);
            double tolerance = (1e-8 * reference[0]) + 1e-20;
            Assert.Equal(reference[0], full.GetElement(lane), tolerance);
            for (int rank = 1; rank <= fitted; rank++)
            {
                Assert.Equal(reference[rank], risks[rank - 1].GetElement(lane), (1e-8 * reference[rank]) + 1e-20);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void The_last_point_of_the_curve_is_full_fine_tuning(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        using var same = new SameDraw();
        using var curve = new RankCurve();
        same.Load(problem, Draws(problem, setting));
        Lanes* risks = curve.Compute(same.Statistics, problem.FittedRank, 8);
        Lanes full = RankCurve.FullRisk(same.Statistics);
        for (int lane = 0; lane < 8; lane++)
        {
            double expected = full.GetElement(lane);
            Assert.Equal(expected, risks[problem.FittedRank - 1].GetElement(lane), (1e-10 * expected) + 1e-24);
        }
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void The_careful_path_gives_the_same_curve(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        using var same = new SameDraw();
        using var curve = new RankCurve();
        same.Load(problem, Draws(problem, setting));
        Lanes* risks = curve.Compute(same.Statistics, problem.FittedRank, 8);
        for (int lane = 0; lane < 8; lane++)
        {
            double[] careful = CarefulCurve.Compute(same.Statistics, lane)!;
            for (int i = 0; i < careful.Length; i++)
            {
                Assert.Equal(careful[i], risks[i].GetElement(lane), (1e-9 * careful[i]) + 1e-24);
            }
        }
    }

    [Fact]
    public void A_decomposition_that_meets_a_non_number_says_so_in_that_lane_only()
    {
        using var same = new SameDraw();
        using var curve = new RankCurve();
        same.Load(Settings.Basis, Draws(Settings.Basis, 0));
        double expected = curve.Compute(same.Statistics, 3, 8)[2].GetElement(4);
        ((double*)same.Statistics.Fit)[(17 * 8) + 3] = double.NaN;
        Lanes* risks = curve.Compute(same.Statistics, 3, 8);
        Assert.True(double.IsNaN(risks[0].GetElement(3)));
        Assert.Equal(expected, risks[2].GetElement(4));
    }

    [Fact]
    public void Equal_singular_values_take_the_careful_path_and_stay_right()
    {
        using var same = new SameDraw();
        using var curve = new RankCurve();
        LinearProblem problem = Settings.Basis with { N = 40, NoiseStd = 0, Shift = ShiftKind.Constant, TrueRank = 6 };
        same.Load(problem, Draws(problem, 0));
        new Span<double>(same.Statistics.Fit, 6 * 20 * 8).Clear();
        for (int i = 0; i < 6; i++)
        {
            same.Statistics.Fit[(i * 20) + i] = Vector512.Create(2.0);
        }

        Lanes* risks = curve.Compute(same.Statistics, 6, 8);
        Assert.Equal(8, curve.CarefulTrials);
        Assert.Equal(0, risks[5].GetElement(2), 1e-24);
        Assert.Equal(5, risks[0].GetElement(2), 1e-12);
    }

    private static ExplicitDraw[] Draws(LinearProblem problem, int setting) =>
        [.. Enumerable.Range(0, 8).Select(t => ExplicitDraw.Of(problem, new TrialStream(3, (ulong)setting, (uint)t)))];
}
