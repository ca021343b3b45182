using System.Globalization;
using LoraCluster.Numerics;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Numbers with few decimal digits, as the nearest binary64: no error piles up from tick to tick.</summary>
internal static class Decimals
{
    private const double Ln10 = 2.302585092994046;

    /// <summary>mantissa · 10^exponent.</summary>
    public static double Of(long mantissa, int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The exponent of the largest power of ten that is at most <paramref name="value"/>, which is above 0.</summary>
    public static int Exponent(double value)
    {
        int exponent = (int)Math.Floor(PortableMath.Log(value) / Ln10);
        return Of(1, exponent + 1) <= value ? exponent + 1 : Of(1, exponent) > value ? exponent - 1 : exponent;
    }
}
