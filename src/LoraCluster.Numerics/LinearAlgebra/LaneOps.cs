using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>Small helpers shared by the lane kernels. Sums run in index order, one fused multiply-add a term.</summary>
internal static unsafe class LaneOps
{
    public const int Width = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Fma(Lanes a, Lanes b, Lanes c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>c − a·b, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Fnma(Lanes a, Lanes b, Lanes c) => Vector512.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(Lanes mask, Lanes ifTrue, Lanes ifFalse) => Vector512.ConditionalSelect(mask, ifTrue, ifFalse);

    /// <summary>|magnitude| with the sign of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes CopySign(Lanes magnitude, Lanes sign)
    {
        var signBit = Vector512.Create(0x8000000000000000UL);
        return (Vector512.AndNot(magnitude.AsUInt64(), signBit) | (sign.AsUInt64() & signBit)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllSet(Lanes mask) => Vector512.EqualsAll(mask.AsUInt64(), Vector512<ulong>.AllBitsSet);

    /// <summary>Σ x_i² in index order.</summary>
    public static Lanes SumOfSquares(Lanes* x, long count)
    {
        Lanes sum = Lanes.Zero;
        for (long i = 0; i < count; i++)
        {
            sum = Fma(x[i], x[i], sum);
        }

        return sum;
    }

    public static void Clear(Lanes* x, long count)
    {
        for (long i = 0; i < count; i++)
        {
            x[i] = Lanes.Zero;
        }
    }

    public static void Copy(Lanes* from, Lanes* to, long count)
    {
        for (long i = 0; i < count; i++)
        {
            to[i] = from[i];
        }
    }
}
