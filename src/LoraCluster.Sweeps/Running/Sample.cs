namespace LoraCluster.Sweeps.Running;

/// <summary>Mean, spread and quantiles of finite values in a fixed order.</summary>
internal static class Sample
{
    /// <summary>The mean; the span must not be empty.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = new StableSum();
        foreach (double value in values)
        {
            sum.Add(value);
        }

        return sum.Value / values.Length;
    }

    /// <summary>The standard deviation with divisor count − 1, in two passes; the span must hold at least two values.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values, double mean)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value - mean));
        }

        if (largest == 0)
        {
            return 0;
        }

        // Scaling by a power of two is exact and keeps the squares of losses near 1e±200 within range.
        int exponent = Math.ILogB(largest);
        StableSum deviations = default, squares = default;
        foreach (double value in values)
        {
            double deviation = Math.ScaleB(value - mean, -exponent);
            deviations.Add(deviation);
            squares.Add(deviation * deviation);
        }

        return Math.ScaleB(StandardDeviation(deviations.Value, squares.Value, values.Length), exponent);
    }

    /// <summary>The standard deviation from sums over deviations from about the mean, and over their squares.</summary>
    public static double StandardDeviation(double deviations, double squares, int count) =>
        Math.Sqrt(Math.Max(0, (squares - deviations * deviations / count) / (count - 1)));

    /// <summary>The quantile with linear interpolation between order statistics (type 7); the span must be sorted and not empty.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        double place = (sorted.Length - 1) * probability;
        int below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }
}
