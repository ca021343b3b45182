using LoraCluster.Benchmarks.Kernels;
using Xunit.Abstractions;

namespace LoraCluster.Benchmarks.Tests.Guard;

/// <summary>How much longer one kernel's unit takes than another's, both timed now, on this machine.</summary>
internal static class Ratio
{
    private const int Rounds = 5;
    private const double SecondsPerRound = 0.1;

    private const int Attempts = 3;

    /// <summary>Fails where a ratio lies outside the bounds three times: a busy moment is forgiven, a slow kernel is not.</summary>
    public static void MustLie(double low, double high, ITestOutputHelper output, Func<double> measure)
    {
        double ratio = double.NaN;
        for (int attempt = 0; attempt < Attempts && !(ratio >= low && ratio <= high); attempt++)
        {
            ratio = measure();
            output.WriteLine($"{ratio:F3}, from {low:F3} to {high:F3} allowed");
        }

        Assert.InRange(ratio, low, high);
    }

    /// <summary>Seconds per unit of one kernel over those of the other: round and round in turn, so that a slow spell of the machine meets both; the least of each.</summary>
    public static double Of(Func<Kernel> one, Func<Kernel> other)
    {
        using Kernel a = one();
        using Kernel b = other();
        double bestA = double.PositiveInfinity, bestB = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            bestA = Math.Min(bestA, Measurement.Of(a, SecondsPerRound, warmUp: round == 0).Seconds);
            bestB = Math.Min(bestB, Measurement.Of(b, SecondsPerRound, warmUp: round == 0).Seconds);
        }

        return bestA / bestB;
    }
}
