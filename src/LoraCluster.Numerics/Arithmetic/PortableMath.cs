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

    /// <summary>
    /// The angle of the point (<paramref name="x"/>, <paramref name="y"/>) seen from the origin, in [−π, π]; error below 2 ulp; 0 at the origin, NaN where a coordinate is.
    /// </summary>
    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double high = Math.Abs(y), wide = Math.Abs(x);
        double angle = high == 0 ? 0 : wide == 0 ? Math.PI / 2 : wide >= high ? Atan(high / wide) : Math.PI / 2 - Atan(wide / high);
        angle = x < 0 ? Math.PI - angle : angle;
        return y < 0 ? -angle : angle;
    }

    // For 0 ≤ x ≤ 1: the nearest of arctan 0, 1/2 and 1, and a polynomial for the rest.
    private static double Atan(double x)
    {
        double known = 0;
        double t = x;
        if (x >= 11.0 / 16)
        {
            (known, t) = (Math.PI / 4, (x - 1) / (x + 1));
        }
        else if (x >= 7.0 / 16)
        {
            (known, t) = (4.63647609000806093515e-01, ((2 * x) - 1) / (2 + x));
        }

        double z = t * t;
        double w = z * z;
        double odd = z * (3.33333333333329318027e-01 + (w * (1.42857142725034663711e-01 + (w * (9.09088713343650656196e-02
            + (w * (6.66107313738753120669e-02 + (w * (4.97687799461593236017e-02 + (w * 1.62858201153657823623e-02))))))))));
        double even = w * (-1.99999999998764832476e-01 + (w * (-1.11111104054623557880e-01 + (w * (-7.69187620504482999495e-02
            + (w * (-5.83357013379057348645e-02 + (w * -3.65315727442169155270e-02))))))));
        return known + (t - (t * (odd + even)));
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
