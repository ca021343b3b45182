using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Benchmarks.Theory;

/// <summary>Theory against simulation in one setting.</summary>
/// <param name="Problem">The setting.</param>
/// <param name="Errors">|theory/simulation − 1| at ranks 1, 2, ….</param>
/// <param name="Noise">Relative standard errors of the simulated means.</param>
/// <param name="Reach">What the theory says of its own value.</param>
/// <param name="Predicted">Best rank by theory.</param>
/// <param name="Simulated">Best rank by simulation.</param>
/// <param name="Regret">Simulated risk at the predicted rank over the least, less 1.</param>
internal sealed record SettingAgreement(LinearProblem Problem, double[] Errors, double[] Noise, TheoryReach[] Reach, int Predicted, int Simulated, double Regret)
{
    /// <summary>Median of the simulated means' relative standard errors.</summary>
    public double NoiseMedian => Noise.Order().ElementAt(Noise.Length / 2);

    /// <summary>Simulates a setting at every rank; null where the theory says nothing of it.</summary>
    public static SettingAgreement? Of(LinearProblem problem, int trials)
    {
        if (LoraTheory.Curve(problem) is not { } curve)
        {
            return null;
        }

        int[] ranks = [.. Enumerable.Range(1, curve.RankMax)];
        var risks = new double[trials * (ranks.Length + 1)];
        using var solver = new FastSolver();
        solver.Solve(problem, 1, 7, 0, trials, ranks, risks);
        var means = new double[ranks.Length + 1];
        var noise = new double[ranks.Length];
        for (int rank = 1; rank <= ranks.Length; rank++)
        {
            double[] column = [.. Enumerable.Range(0, trials).Select(t => risks[(t * (ranks.Length + 1)) + rank])];
            means[rank] = column.Average();
            noise[rank - 1] = Math.Sqrt(column.Sum(r => (r - means[rank]) * (r - means[rank])) / (trials - 1.0) / trials) / means[rank];
        }

        int best = ranks.MinBy(rank => means[rank]);
        int predicted = curve.BestRank();
        return new SettingAgreement(
            problem, [.. ranks.Select(rank => Math.Abs((curve.At(rank) / means[rank]) - 1))], noise, [.. ranks.Select(curve.ReachAt)], predicted, best, (means[predicted] / means[best]) - 1);
    }
}
