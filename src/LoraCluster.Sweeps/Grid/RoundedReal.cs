using System.Globalization;

namespace LoraCluster.Sweeps.Grid;

/// <summary>Rounding to 15 significant decimal digits, so that a tenth of the way from 0 to 3 is 0.3.</summary>
internal static class RoundedReal
{
    /// <summary>Neighbours farther apart than this, relative to the larger end of an axis, stay apart when rounded.</summary>
    public const double Resolution = 2e-14;

    /// <summary>The nearest number with 15 significant digits.</summary>
    public static double Of(double value) =>
        double.Parse(value.ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
