using System.Globalization;

namespace LoraCluster.Cli.WeightSpectra;

/// <summary>Median and quartiles of a few values, by linear interpolation.</summary>
/// <param name="Low">The lower quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="High">The upper quartile.</param>
internal sealed record Quartiles(double Low, double Median, double High)
{
    /// <summary>Of values that may be missing; null where all are.</summary>
    public static Quartiles? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : new Quartiles(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary><c>12 (9 … 15)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:G3} ({Low:G3} … {High:G3})");

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
