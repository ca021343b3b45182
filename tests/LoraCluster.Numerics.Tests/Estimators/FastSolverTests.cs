using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators;

public class FastSolverTests
{
    private static double[] Solve(LinearProblem problem, uint first, int count, params int[] ranks)
    {
        using var solver = new FastSolver();
        var risks = new double[count * (1 + ranks.Length)];
        solver.Solve(problem, 7, 8, first, count, ranks, risks);
        return risks;
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void A_trial_does_not_depend_on_the_trials_beside_it(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        int[] ranks = Settings.AllRanks(problem);
        double[] together = Solve(problem, 0, 20, ranks);
        for (int trial = 0; trial < 20; trial++)
        {
            Assert.Equal(together.Skip(trial * (1 + ranks.Length)).Take(1 + ranks.Length), Solve(problem, (uint)trial, 1, ranks));
        }
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void A_rank_does_not_depend_on_the_ranks_asked_for_with_it(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        int[] ranks = Settings.AllRanks(problem);
        double[] together = Solve(problem, 0, 8, ranks);
        foreach (int rank in ranks)
        {
            double[] alone = Solve(problem, 0, 8, rank);
            for (int trial = 0; trial < 8; trial++)
            {
                Assert.Equal(together[(trial * (1 + ranks.Length)) + rank], alone[(2 * trial) + 1]);
            }
        }
    }

    [Fact]
    public void Without_noise_and_with_enough_samples_the_truth_comes_back_exactly()
    {
        double[] risks = Solve(Settings.Basis with { NoiseStd = 0 }, 0, 1, 3, 4, 5);
        Assert.Equal(0, risks[0]);
        Assert.True(risks[1] > 0);
        Assert.Equal(0, risks[2]);
        Assert.Equal(0, risks[3]);
    }

    [Fact]
    public void Tiny_noise_comes_close_to_no_noise()
    {
        LinearProblem silent = Settings.Basis with { NoiseStd = 0, Shift = ShiftKind.Power, DecayRate = 1 };
        double expected = silent.Scale * silent.Scale * ((1 / 9.0) + (1 / 16.0));
        foreach (double noise in new[] { 1e-3, 1e-6, 1e-9, 1e-12 })
        {
            double[] risks = Solve(silent with { NoiseStd = noise }, 0, 8, 1, 2, 3, 4, 5, 15);
            for (int trial = 0; trial < 8; trial++)
            {
                Assert.All(risks.Skip(7 * trial).Take(7), risk => Assert.True(double.IsFinite(risk) && risk >= 0));
                Assert.InRange(risks[(7 * trial) + 2], expected * 0.99, 1.5);
                Assert.InRange(risks[(7 * trial) + 4] / (noise * noise), 0.1, 40);
                Assert.InRange(risks[(7 * trial) + 6] / risks[7 * trial], 0.5, 1.0 + 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(1e-100, 1)]
    [InlineData(1, 1e-100)]
    [InlineData(1e100, 1)]
    [InlineData(1, 1e100)]
    [InlineData(1e90, 1e100)]
    public void The_ends_of_the_parameter_range_give_finite_risks(double noise, double scale)
    {
        foreach (int n in new[] { 7, 50 })
        {
            double[] risks = Solve(Settings.Basis with { N = n, NoiseStd = noise, Scale = scale }, 0, 8, 1, 2, 4, 8, 15);
            Assert.All(risks, risk => Assert.True(double.IsFinite(risk) && risk >= 0, $"{risk:R}"));
        }
    }

    [Fact]
    public void An_impossible_rank_list_or_problem_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(Settings.Basis, 0, 1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(Settings.Basis, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(Settings.Basis with { NoiseStd = double.NaN }, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(Settings.Basis with { NoiseStd = double.PositiveInfinity }, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solve(Settings.Basis with { TrueRank = 17 }, 0, 1, 1));
    }

    [Fact]
    public void A_warm_solver_allocates_nothing()
    {
        using var solver = new FastSolver();
        int[] ranks = [1, 2, 4];
        var risks = new double[64 * 4];
        solver.Solve(Settings.Basis, 1, 2, 0, 64, ranks, risks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Solve(Settings.Basis, 1, 2, 64, 64, ranks, risks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
