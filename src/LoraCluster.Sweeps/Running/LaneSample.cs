using System.Runtime.Intrinsics;

namespace LoraCluster.Sweeps.Running;

/// <summary><see cref="Sample"/> in each of eight lanes: the same operations in the same order, so the same bits.</summary>
internal static class LaneSample
{
    public static Vector512<double> Mean(ReadOnlySpan<Vector512<double>> values)
    {
        LaneSum sum = default;
        foreach (var value in values)
        {
            sum.Add(value);
        }

        return sum.Value / Vector512.Create((double)values.Length);
    }

    /// <summary>
    /// The standard deviations of the first <paramref name="deviations"/> lanes. False where a mean is not finite, which also tells of values that are not, or where
    /// scaling would not be exact.
    /// </summary>
    public static bool TryStandardDeviation(ReadOnlySpan<Vector512<double>> values, Vector512<double> mean, Span<double> deviations)
    {
        var largest = Vector512<double>.Zero;
        foreach (var value in values)
        {
            largest = Vector512.MaxNative(largest, Vector512.Abs(value - mean));
        }

        // Scaling by a power of two, as in Sample; where it is a normal number, multiplying by it rounds as Math.ScaleB does.
        Span<double> units = stackalloc double[Vector512<double>.Count];
        units.Fill(1);
        for (int i = 0; i < deviations.Length; i++)
        {
            if (!double.IsFinite(mean[i]) || !double.IsFinite(largest[i]))
            {
                return false;
            }

            units[i] = largest[i] == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(largest[i]));
            if (!double.IsNormal(units[i]))
            {
                return false;
            }
        }

        Spread(values, mean, Vector512.Create<double>(units), deviations);
        return true;
    }

    /// <summary>The quantiles; the lanes must be sorted.</summary>
    public static Vector512<double> Quantile(ReadOnlySpan<Vector512<double>> sorted, double probability)
    {
        double place = (sorted.Length - 1) * probability;
        int below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + Vector512.Create(place - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }

    private static void Spread(
        ReadOnlySpan<Vector512<double>> values, Vector512<double> mean, Vector512<double> units, Span<double> deviations)
    {
        LaneSum sums = default, squares = default;
        foreach (var value in values)
        {
            var deviation = (value - mean) * units;
            sums.Add(deviation);
            squares.Add(deviation * deviation);
        }

        for (int i = 0; i < deviations.Length; i++)
        {
            deviations[i] = squares.Value[i] == 0 ? 0 : Sample.StandardDeviation(sums.Value[i], squares.Value[i], values.Length) / units[i];
        }
    }
}
