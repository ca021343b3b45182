using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>Householder reflectors H = I − τ v vᵀ with v_0 = 1, eight at a time (Golub and Van Loan, Matrix Computations, section 5.1).</summary>
internal static unsafe class Reflector
{
    /// <summary>
    /// Turns the vector (pivot; rest) into v and returns τ: H (pivot; rest) = (beta; 0). <paramref name="rest"/>, <paramref name="stride"/> lane vectors apart, becomes the rest of v.
    /// A lane whose rest is zero gets τ = 0.
    /// </summary>
    public static Lanes Make(Lanes pivot, Lanes* rest, long stride, int count, out Lanes beta)
    {
        Lanes tail = Lanes.Zero;
        for (int i = 0; i < count; i++)
        {
            Lanes x = rest[i * stride];
            tail = LaneOps.Fma(x, x, tail);
        }

        Lanes isNull = Vector512.Equals(tail, Lanes.Zero);
        beta = -LaneOps.CopySign(Vector512.Sqrt(LaneOps.Fma(pivot, pivot, tail)), pivot);
        Lanes scale = LaneOps.Select(isNull, Lanes.Zero, Lanes.One / LaneOps.Select(isNull, Lanes.One, pivot - beta));
        for (int i = 0; i < count; i++)
        {
            rest[i * stride] *= scale;
        }

        Lanes tau = LaneOps.Select(isNull, Lanes.Zero, (beta - pivot) / LaneOps.Select(isNull, Lanes.One, beta));
        beta = LaneOps.Select(isNull, pivot, beta);
        return tau;
    }
}
