using LoraCluster.Numerics.Problems;

namespace LoraCluster.Linear;

/// <summary>Predicted time of one trial on the path of large problems (docs/decisions/0006-large-problems.md): as <see cref="LinearCost"/>, with constants of its own.</summary>
internal static class DenseCost
{
    private const double PerNormal = 2.2e-9;
    private const double PerReduction = 6.3e-11;
    private const double PerProduct = 3.3e-11;
    private const double PerLaneProduct = 1.4e-10;
    private const double PerMove = 1.5e-9;
    private const double PerValueEntry = 1.8e-9;
    private const double PerVectorEntry = 4.5e-9;

    /// <summary>Seconds; <paramref name="vectors"/> is the number of singular vectors that the ranks asked for need.</summary>
    public static double SecondsPerTrial(LinearProblem problem, int vectors)
    {
        double p = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank;
        double q = Math.Min(problem.N, problem.Dx), k = problem.TrueRank, dx = problem.Dx;
        double normals = (p * q) + (q * q / 2);
        double products = (p * q * q / 2) + (k * k * q);
        double inLanes = k * k * k / 3;
        if (!problem.IsOverdetermined && problem.IsAnisotropic)
        {
            normals += dx * q;
            inLanes += dx * q * ((2 * q) + p + (2 * k));
        }
        else if (!problem.IsOverdetermined)
        {
            normals += k * q;
            products += (q * q * (Math.Min(k + q, dx) - (q / 3))) + (2 * k * k * q);
        }

        double shorter = Math.Min(p, q), longer = Math.Max(p, q), entries = 0, reduction = 0;
        if (vectors > 0)
        {
            reduction = 2 * shorter * shorter * (longer - (shorter / 3));
            products += vectors * ((2 * shorter * (p - (shorter / 2))) + (p * q) + (2 * p * k));
            entries = shorter * shorter;
        }

        return (PerNormal * normals) + (PerReduction * reduction) + (PerProduct * products) + (PerLaneProduct * inLanes)
            + (PerMove * ((2 * p * q) + (q * q / 2))) + (PerValueEntry * entries) + (PerVectorEntry * vectors * shorter);
    }
}
