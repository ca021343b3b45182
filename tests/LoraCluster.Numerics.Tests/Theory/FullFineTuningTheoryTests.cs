using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Numerics.Tests.Theory;

public class FullFineTuningTheoryTests
{
    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Simulated_means_lie_within_five_standard_errors_of_the_closed_form(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        double? expected = FullFineTuningTheory.Mean(problem);
        if (expected is null)
        {
            Assert.True(problem.IsAnisotropic || Math.Abs(problem.N - problem.Dx) <= 1);
            return;
        }

        using var solver = new FastSolver();
        var risks = new double[8000];
        solver.Solve(problem, 31, (ulong)setting, 0, risks.Length, [], risks);
        Assert.InRange(Math.Abs(Statistic.Mean(risks) - expected.Value), 0, (5 * Statistic.Sem(risks)) + 1e-300);
    }

    [Fact]
    public void The_noise_sweep_at_sigma_one_expects_ten_thousand_over_eight_hundred_and_ninety_nine()
    {
        var problem = new LinearProblem { Dx = 100, Dy = 100, N = 1000, NoiseStd = 1, TrueRank = 10, Shift = ShiftKind.Gaussian };
        Assert.Equal(10000.0 / 899, FullFineTuningTheory.Mean(problem)!.Value, 1e-12);
    }
}
