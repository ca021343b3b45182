using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators;

/// <summary>The two solvers draw differently and must agree in distribution: 15 settings, fixed seeds, every rank.</summary>
public class FastAgainstReferenceTests
{
    private const int ReferenceTrials = 300;
    private const int FastTrials = 2400;

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Both_solvers_give_the_same_distribution(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        int[] ranks = Settings.AllRanks(problem);
        int stride = 1 + ranks.Length;
        using var solver = new FastSolver();
        var fast = new double[FastTrials * stride];
        solver.Solve(problem, 21, (ulong)setting, 0, FastTrials, ranks, fast);
        double[][] reference = [.. Enumerable.Range(0, ReferenceTrials)
            .Select(t => ReferenceSolver.Risks(ExplicitDraw.Of(problem, new TrialStream(22, (ulong)setting, (uint)t)), ranks))];
        for (int outcome = 0; outcome < stride; outcome++)
        {
            double[] ours = [.. Enumerable.Range(0, FastTrials).Select(t => fast[(t * stride) + outcome])];
            double[] theirs = [.. reference.Select(risks => risks[outcome])];
            if (ours.All(x => x < 1e-20) && theirs.All(x => x < 1e-20))
            {
                continue;
            }

            double distance = Statistic.TwoSampleDistance(ours, theirs);
            Assert.True(distance < 2.3, $"setting {setting}, outcome {outcome}: distance {distance:F2}");
            if (Math.Abs(problem.N - problem.Dx) > 3)
            {
                double z = (Statistic.Mean(ours) - Statistic.Mean(theirs))
                    / Math.Sqrt(Math.Pow(Statistic.Sem(ours), 2) + Math.Pow(Statistic.Sem(theirs), 2) + 1e-300);
                Assert.True(Math.Abs(z) < 5, $"setting {setting}, outcome {outcome}: z {z:F2}");
            }
        }
    }
}
