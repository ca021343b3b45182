using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Eigenvalues of C Cᵀ = L D Lᵀ one by one, by bisection on sign counts of the stationary transform, eight side by side. Slower than an iteration for all, but every eigenvalue comes out to nearly
/// all its own digits, however small it is (Parlett and Dhillon, Linear Algebra and its Applications 309, 2000).
/// </summary>
internal static unsafe class BidiagonalBisection
{
    private const double Smallest = 1e-290;

    /// <summary>Where the search ends for an eigenvalue that is zero, or as good as that.</summary>
    public const double Floor = 2 * Smallest;

    // Units in the last place between the bounds at the end.
    private const long Width = 8;

    /// <summary>
    /// Finds in each lane eigenvalue number <paramref name="index"/> (0 is the smallest) of the matrix with pivots <paramref name="d"/> and squared couplings <paramref name="lld"/>, between
    /// <paramref name="low"/> and <paramref name="high"/>.
    /// </summary>
    public static Lanes Find(double* d, double* lld, int count, Vector512<long> index, Lanes low, Lanes high)
    {
        // Halving the distance of the bit patterns settles the exponent first and then the digits.
        var from = Vector512.Max(low, Vector512.Create(Smallest)).AsInt64();
        var to = Vector512.Max(high, Vector512.Create(2 * Smallest)).AsInt64();
        while (true)
        {
            var open = Vector512.GreaterThan(to - from, Vector512.Create(Width));
            if (Vector512.EqualsAll(open, Vector512<long>.Zero))
            {
                return from.AsDouble();
            }

            var middle = from + Vector512.ShiftRightArithmetic(to - from, 1);
            var isAbove = Vector512.GreaterThan(CountBelow(d, lld, count, middle.AsDouble()), index);
            to = Vector512.ConditionalSelect(open & isAbove, middle, to);
            from = Vector512.ConditionalSelect(Vector512.AndNot(open, isAbove), middle, from);
        }
    }

    // The number of eigenvalues below λ.
    private static Vector512<long> CountBelow(double* d, double* lld, int count, Lanes lambda)
    {
        Vector512<long> below = Vector512<long>.Zero;
        Lanes s = -lambda;
        for (int i = 0; i < count; i++)
        {
            Lanes pivot = TwistedFactorization.Guard(Vector512.Create(d[i]) + s);
            below -= Vector512.LessThan(pivot, Lanes.Zero).AsInt64();
            s = Fma(Vector512.Create(lld[i]), s / pivot, -lambda);
        }

        return below;
    }
}
