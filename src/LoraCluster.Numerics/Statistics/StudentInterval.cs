using MathNet.Numerics.Distributions;

namespace LoraCluster.Numerics.Statistics;

/// <summary>Intervals of a mean of few normal values whose spread is only known from themselves (Student's distribution).</summary>
public static class StudentInterval
{
    private const double TwoSided95 = 0.975;

    /// <summary>Standard errors from the mean to either end of its 95 % interval, from <paramref name="count"/> independent values; not a number for fewer than two, which leave the spread unknown.</summary>
    public static double Factor95(int count) => count < 2 ? double.NaN : StudentT.InvCDF(0, 1, count - 1, TwoSided95);
}
