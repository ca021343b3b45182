using System.Globalization;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Numbers as figures show them.</summary>
internal static class NumberText
{
    private const double SmallestPlain = 1e-4;
    private const double SmallestLarge = 1e5;

    /// <summary>At most five significant digits; a power of ten only where plain digits would be many.</summary>
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        return value == 0 || (size >= SmallestPlain && size < SmallestLarge)
            ? ((decimal)value).ToString("G5", CultureInfo.InvariantCulture)
            : value.ToString("0.####e0", CultureInfo.InvariantCulture);
    }

    /// <summary>A parameter's value: numbers as above, whole numbers and words in full.</summary>
    public static string Of(ParameterValue value) => value.Kind == ParameterKind.Real ? Of(value.Real) : value.ToString();
}
