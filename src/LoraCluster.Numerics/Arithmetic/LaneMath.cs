using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics;

/// <summary>
/// Elementary functions on eight lanes. Each lane does the same IEEE operations in the same order as every other, so a lane's bits depend on its own input only.
/// </summary>
internal static class LaneMath
{
    private const double Ln2Hi = 6.93147180369123816490e-01;
    private const double Ln2Lo = 1.90821492927058770002e-10;
    private const double RoundingMagic = 6755399441055744.0;
    private const double TwoPi = 6.283185307179586477;

    /// <summary>A uniform in (0, 1): 52 bits of the word, centred in their cell, so 0 and 1 never occur.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OpenUniform(Vector512<ulong> word) =>
        (Vector512.ShiftRightLogical(word, 12) | Vector512.Create(0x3FF0000000000000UL)).AsDouble()
            - Vector512.Create(1 - 1.1102230246251565e-16);

    /// <summary>Natural logarithm of positive normal numbers; error below 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<ulong> u = x.AsUInt64() + Vector512.Create(0x00095F6200000000UL);
        Vector512<double> k = (Vector512.ShiftRightLogical(u, 52) | Vector512.Create(0x4330000000000000UL)).AsDouble()
            - Vector512.Create(4503599627370496.0 + 1023.0);
        Vector512<double> f = ((u & Vector512.Create(0x000FFFFFFFFFFFFFUL)) + Vector512.Create(0x3FE6A09E00000000UL)).AsDouble()
            - Vector512<double>.One;
        Vector512<double> s = f / (Vector512.Create(2.0) + f);
        Vector512<double> z = s * s;
        Vector512<double> w = z * z;
        Vector512<double> t1 = w * Fma(w, Fma(w, V(1.531383769920937332e-01), V(2.222219843214978396e-01)), V(3.999999999940941908e-01));
        Vector512<double> t2 = z * Fma(
            w,
            Fma(w, Fma(w, V(1.479819860511658591e-01), V(1.818357216161805012e-01)), V(2.857142874366239149e-01)),
            V(6.666666666666735130e-01));
        Vector512<double> halfSquare = V(0.5) * f * f;
        return (s * (halfSquare + (t2 + t1))) + (k * V(Ln2Lo)) - halfSquare + f + (k * V(Ln2Hi));
    }

    /// <summary>sin and cos of 2πu for u in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosTwoPi(Vector512<double> u, out Vector512<double> sin, out Vector512<double> cos)
    {
        Vector512<double> shifted = Fma(u, V(4.0), V(RoundingMagic));
        Vector512<ulong> quadrant = shifted.AsUInt64();
        Vector512<double> x = (u - ((shifted - V(RoundingMagic)) * V(0.25))) * V(TwoPi);
        Vector512<double> z = x * x;
        Vector512<double> s = Fma(z, Fma(z, V(1.58969099521155010221e-10), V(-2.50507602534068634195e-08)), V(2.75573137070700676789e-06));
        s = Fma(z, Fma(z, Fma(z, s, V(-1.98412698298579493134e-04)), V(8.33333333332248946124e-03)), V(-1.66666666666666324348e-01));
        s = Fma(x * z, s, x);
        Vector512<double> c = Fma(z, Fma(z, V(-1.13596475577881948265e-11), V(2.08757232129817482790e-09)), V(-2.75573143513906633035e-07));
        c = Fma(z, Fma(z, Fma(z, c, V(2.48015872894767294178e-05)), V(-1.38888888888741095749e-03)), V(4.16666666666666019037e-02));
        c = Fma(z * z, c, Fma(z, V(-0.5), Vector512<double>.One));
        Vector512<double> swap = Vector512.Equals(quadrant & Vector512<ulong>.One, Vector512<ulong>.One).AsDouble();
        Vector512<ulong> sinSign = Vector512.ShiftLeft(quadrant & Vector512.Create(2UL), 62);
        Vector512<ulong> cosSign = Vector512.ShiftLeft((quadrant + Vector512<ulong>.One) & Vector512.Create(2UL), 62);
        sin = (Vector512.ConditionalSelect(swap, c, s).AsUInt64() ^ sinSign).AsDouble();
        cos = (Vector512.ConditionalSelect(swap, s, c).AsUInt64() ^ cosSign).AsDouble();
    }

    /// <summary>Two independent N(0, 1) from two words: Box and Muller, Annals of Mathematical Statistics 29 (1958).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normals(Vector512<ulong> first, Vector512<ulong> second, out Vector512<double> z0, out Vector512<double> z1)
    {
        Vector512<double> radius = Vector512.Sqrt(V(-2.0) * Log(OpenUniform(first)));
        SinCosTwoPi(OpenUniform(second), out Vector512<double> sin, out Vector512<double> cos);
        z0 = radius * cos;
        z1 = radius * sin;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> V(double value) => Vector512.Create(value);
}
