using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Advising;

/// <summary>Expected risks by simulation on this thread: a few hundred trials of a problem of ordinary size take milliseconds.</summary>
internal static class RiskSimulation
{
    /// <summary>The status of a simulated risk.</summary>
    public const string Status = "simulated";

    private const double Z = 1.96;

    /// <summary>Means with 95 % intervals; where |n − dx| ≤ 3 with noise, medians with the intervals that order statistics give, since means or variances are infinite there.</summary>
    public static ExpectedRisks Of(LinearProblem problem, int trials)
    {
        int[] ranks = [.. Enumerable.Range(1, problem.FittedRank)];
        int stride = ranks.Length + 1;
        var risks = new double[checked(trials * stride)];
        using var solver = new FastSolver();
        solver.Solve(problem, 0, 0, 0, trials, ranks, risks);
        bool byMedian = problem.NoiseStd > 0 && Math.Abs((long)problem.N - problem.Dx) <= 3;
        ExpectedRisk Of(int column)
        {
            double[] values = [.. Enumerable.Range(0, trials).Select(trial => risks[(trial * stride) + column]).Where(double.IsFinite).Order()];
            return byMedian ? Median(values, column) : Mean(values, column);
        }

        return new ExpectedRisks(problem, Of(0), [.. ranks.Select(Of)], byMedian);
    }

    private static ExpectedRisk Mean(double[] values, int rank)
    {
        var mean = SampleMean.Of(values);
        return new ExpectedRisk(rank == 0 ? null : rank, mean.Value, mean.Value - (Z * mean.Sem), mean.Value + (Z * mean.Sem), null, null, Status);
    }

    private static ExpectedRisk Median(double[] sorted, int rank)
    {
        double half = Z * Math.Sqrt(sorted.Length) / 2;
        double At(double place) => sorted[(int)Math.Clamp(Math.Round(place), 0, sorted.Length - 1)];
        double middle = (sorted.Length - 1) / 2.0;
        return new ExpectedRisk(rank == 0 ? null : rank, (At(Math.Floor(middle)) + At(Math.Ceiling(middle))) / 2, At(middle - half), At(middle + half), null, null, Status);
    }
}
