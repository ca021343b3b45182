using LoraCluster.Numerics.Problems;

namespace LoraCluster.Linear;

/// <summary>
/// Predicted time of one trial on the reference machine (AMD EPYC with AVX-512, one core; docs/decisions/0005-cost-model.md).
/// A fixed formula, because part boundaries follow from it.
/// </summary>
internal static class LinearCost
{
    private const double PerTrial = 1.0e-6;
    private const double PerNormal = 2.4e-9;
    private const double PerMultiplyAdd = 6.5e-11;
    private const double PerVectorMultiplyAdd = 3.4e-11;

    /// <summary>Seconds; <paramref name="vectors"/> is the number of singular vectors that the ranks asked for need.</summary>
    public static double SecondsPerTrial(LinearProblem problem, int vectors)
    {
        double p = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank;
        double q = Math.Min(problem.N, problem.Dx), k = problem.TrueRank, dx = problem.Dx;
        double normals = (p * q) + (q * q / 2);
        double work = (p * q * q / 2) + (4 * k * k * k / 3);
        if (!problem.IsOverdetermined && problem.IsAnisotropic)
        {
            normals += dx * q;
            work += dx * q * ((2 * q) + p + (2 * k));
        }
        else if (!problem.IsOverdetermined)
        {
            normals += k * q;
            work += k * q * (q + (2 * k));
        }

        double shorter = Math.Min(p, q), longer = Math.Max(p, q), perVector = 0;
        if (vectors > 0)
        {
            work += 2 * shorter * shorter * (longer - (shorter / 3));
            perVector = (p * q) + (2 * p * shorter) + (2 * p * k);
        }

        return PerTrial + (PerNormal * normals) + (PerMultiplyAdd * work) + (PerVectorMultiplyAdd * vectors * perVector);
    }
}
