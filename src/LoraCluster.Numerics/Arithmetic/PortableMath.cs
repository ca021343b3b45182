namespace LoraCluster.Numerics;

/// <summary>
/// Elementary functions whose bits do not depend on the processor or the C library: only IEEE 754 additions, multiplications, divisions,
/// square roots and explicit fused multiply-adds. The functions of <c>System.Math</c> are banned because theirs do.
/// Method: argument reduction and minimax polynomials in the manner of fdlibm (Sun Microsystems, 1993; coefficients are facts of that paper trail).
/// </summary>
public static class PortableMath
{
    private const double Ln2Hi = 6.93147180369123816490e-01;
    private const double Ln2Lo = 1.90821492927058770002e-10;
    private const double InvLn2 = 1.44269504088896338700e+00;
    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>e raised to <paramref name="x"/>; error below 1 ulp; +∞ on overflow, 0 on underflow, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x) || x == 0)
        {
            return double.IsNaN(x) ? x : 1;
        }

        if (x > 709.782712893384 || x < -745.1332191019411)
        {
            return x > 0 ? double.PositiveInfinity : 0;
        }

        double k = Math.Round(x * InvLn2, MidpointRounding.ToEven);
        double hi = x - (k * Ln2Hi);
        double lo = k * Ln2Lo;
        double r = hi - lo;
        double t = r * r;
        double c = r - (t * (1.66666666666666019037e-01 + (t * (-2.77777777770155933842e-03 + (t * (6.61375632143793436117e-05
            + (t * (-1.65339022054652515390e-06 + (t * 4.13813679705723846039e-08)))))))));
        double y = 1 - (lo - (r * c / (2 - c)) - hi);
        return Math.ScaleB(y, (int)k);
    }

    /// <summary>Natural logarithm; error below 1 ulp; −∞ at 0, NaN below 0.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0 || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x;
        }

        double subnormalShift = 0;
        if (!double.IsNormal(x))
        {
            x *= TwoTo54;
            subnormalShift = -54;
        }

        ulong u = BitConverter.DoubleToUInt64Bits(x) + 0x00095F6200000000UL;
        double k = (long)(u >> 52) - 1023 + subnormalShift;
        double f = BitConverter.UInt64BitsToDouble((u & 0x000FFFFFFFFFFFFFUL) + 0x3FE6A09E00000000UL) - 1.0;
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double t1 = w * (3.999999999940941908e-01 + (w * (2.222219843214978396e-01 + (w * 1.531383769920937332e-01))));
        double t2 = z * (6.666666666666735130e-01 + (w * (2.857142874366239149e-01 + (w * (1.818357216161805012e-01
            + (w * 1.479819860511658591e-01))))));
        double r = t2 + t1;
        double halfSquare = 0.5 * f * f;
        return (s * (halfSquare + r)) + (k * Ln2Lo) - halfSquare + f + (k * Ln2Hi);
    }

    /// <summary>
    /// <paramref name="x"/> to the power <paramref name="y"/>. Whole exponents up to 2³¹ in magnitude: square and multiply in doubled precision, error below 1 ulp while
    /// nothing over- or underflows. Others: exp(y·log x), relative error below (2 + |y log x|)·2⁻⁵²; NaN for negative x.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        if (Math.Abs(y) <= int.MaxValue && y == Math.Truncate(y))
        {
            return WholePower(x, (long)y);
        }

        return x == 0 ? (y > 0 ? 0 : double.PositiveInfinity) : Exp(y * Log(x));
    }

    private static double WholePower(double x, long exponent)
    {
        (double High, double Low) result = (1, 0);
        (double High, double Low) power = (x, 0);
        for (long bits = Math.Abs(exponent); bits > 0; bits >>= 1)
        {
            result = (bits & 1) != 0 ? Product(result, power) : result;
            power = bits > 1 ? Product(power, power) : power;
        }

        double value = result.High + result.Low;
        return exponent > 0 ? value : 1 / value;
    }

    private static (double High, double Low) Product((double High, double Low) a, (double High, double Low) b)
    {
        double high = a.High * b.High;
        if (!double.IsFinite(high) || high == 0)
        {
            return (high, 0);
        }

        double low = Math.FusedMultiplyAdd(a.High, b.High, -high) + ((a.High * b.Low) + (a.Low * b.High));
        double sum = high + low;
        return (sum, low - (sum - high));
    }
}
