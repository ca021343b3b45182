using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Linear;

/// <summary>Predicted time of one trial on the path of large problems (docs/decisions/0010-large-problems.md): as <see cref="LinearCost"/>, with terms and constants of its own.</summary>
internal static class DenseCost
{
    // A normal is drawn in lanes, unpacked, and copied once or twice.
    private const double PerNormal = 6.7e-9;
    private const double PerReduction = 6.6e-11;
    private const double PerProduct = 3.1e-11;
    private const double PerFactorization = 5.5e-11;
    private const double PerLaneProduct = 1.15e-10;
    private const double PerVectorEntry = 3.5e-9;

    /// <summary>Seconds; <paramref name="vectors"/> is the number of singular vectors that the ranks asked for need.</summary>
    public static double SecondsPerTrial(LinearProblem problem, int vectors)
    {
        double p = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank, noise = problem.NoiseStd > 0 ? p : 0;
        double q = Math.Min(problem.N, problem.Dx), k = problem.TrueRank, dx = problem.Dx;
        double normals = (noise * q) + (q * q / 2), products = noise * q * q / 2, inLanes = k * k * k / 3;
        double factorization = 0, width = q, missed = 0;
        if (problem.IsOverdetermined)
        {
            products += k * k * k;
        }
        else if (problem.IsAnisotropic)
        {
            normals += dx * (q + k);
            inLanes += products + (dx * q * ((2 * q) + p + (3 * k)));
            (products, width) = (k * k * q, dx);
        }
        else
        {
            double stack = k + Math.Min(dx - k, q);
            missed = stack - q;
            normals += k * q;
            products += k * k * q;
            if (SufficientStatistics.StackIsDense(problem.TrueRank, problem.N))
            {
                factorization = q * q * (stack - (q / 3));
                products += (q * missed * ((2 * stack) - q)) + (k * k * missed);
            }
            else
            {
                inLanes += (k * q * (q + missed)) + (k * k * missed);
            }
        }

        double shorter = Math.Min(p, q), longer = Math.Max(p, q), reduction = 0;
        if (vectors > 0)
        {
            reduction = 2 * shorter * shorter * (longer - (shorter / 3));
            products += vectors * ((2 * shorter * (p - (shorter / 2))) + (p * width) + (k * ((2 * p) + missed)));
        }

        return (PerNormal * normals) + (PerReduction * reduction) + (PerProduct * products) + (PerFactorization * factorization) + (PerLaneProduct * inLanes)
            + (PerVectorEntry * vectors * shorter);
    }
}
