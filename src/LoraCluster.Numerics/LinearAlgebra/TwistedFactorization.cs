using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// What both ways to an eigenvector of L D Lᵀ share (eight trials' vectors side by side, or eight vectors of one trial): how close is close, and where the stationary and the progressive
/// transform meet (Parlett and Dhillon, Linear Algebra and its Applications 309, 2000).
/// </summary>
internal static unsafe class TwistedFactorization
{
    /// <summary>A residual at most this share of the gap leaves the vector right to 1e-10; one above is not trusted.</summary>
    public const double ResidualTolerance = 1e-10;

    /// <summary>Rayleigh corrections stop here: from a residual this small beside the gap the next one could only polish noise.</summary>
    public const double ResidualGoal = 1e-13;

    /// <summary>Below this gap, relative to the largest eigenvalue, the eigenvalues of the QL iteration do not tell neighbours apart.</summary>
    public const double GapTolerance = 2e-13;

    /// <summary>Rayleigh corrections of one vector, at most.</summary>
    public const int MostCorrections = 2;

    // Far below any pivot that matters after scaling to the unit range; keeps a division from making an infinity.
    private const double TinyPivot = 1e-290;

    /// <summary>A pivot that can be divided by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Guard(Lanes pivot)
    {
        var tiny = Vector512.Create(TinyPivot);
        return Select(Vector512.LessThan(Vector512.Abs(pivot), tiny), tiny, pivot);
    }

    /// <summary>The index at which the two factorisations of L D Lᵀ − λ meet with the smallest pivot γ.</summary>
    public static Lanes Meet(Lanes* stationary, Lanes* progressive, int count, out Lanes gamma)
    {
        gamma = stationary[0] + progressive[0];
        Lanes twist = Lanes.Zero;
        for (int i = 1; i < count; i++)
        {
            Lanes candidate = stationary[i] + progressive[i];
            Lanes better = Vector512.LessThan(Vector512.Abs(candidate), Vector512.Abs(gamma));
            gamma = Select(better, candidate, gamma);
            twist = Select(better, Vector512.Create((double)i), twist);
        }

        return twist;
    }
}
