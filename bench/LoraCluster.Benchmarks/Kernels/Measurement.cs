using System.Diagnostics;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>What a unit of a kernel's work costs.</summary>
/// <param name="Seconds">Seconds per unit: the least of several rounds, since whatever disturbs a round makes it longer.</param>
/// <param name="Bytes">Managed bytes allocated per unit.</param>
/// <param name="Rounds">Rounds measured.</param>
internal readonly record struct Measurement(double Seconds, double Bytes, int Rounds)
{
    private const double SecondsPerRound = 0.005;
    private const int RoundsMin = 3;
    private const double SettledSeconds = 0.4;
    private const double ClearlyBetter = 0.97;

    /// <summary>Warms a kernel up, unless told that it is warm, then times rounds of it for <paramref name="seconds"/>, at least three.</summary>
    public static Measurement Of(Kernel kernel, double seconds, bool warmUp = true)
    {
        int runs = Math.Max(1, (int)(SecondsPerRound / (warmUp ? WarmUp(kernel) : Round(kernel, 1))));
        double best = double.PositiveInfinity;
        int rounds = 0;
        long bytes = GC.GetTotalAllocatedBytes(true);
        long start = Stopwatch.GetTimestamp();
        while (rounds < RoundsMin || Since(start) < seconds)
        {
            best = Math.Min(best, Round(kernel, runs));
            rounds++;
        }

        double units = (double)kernel.Units * runs;
        return new Measurement(best / units, (GC.GetTotalAllocatedBytes(true) - bytes) / (units * rounds), rounds);
    }

    // Runs a kernel until it has not become clearly faster for a while, and returns the seconds of the fastest run. The runtime
    // makes its final code in the background, after thirty calls and a pause.
    private static double WarmUp(Kernel kernel)
    {
        double best = Round(kernel, 1);
        long settled = Stopwatch.GetTimestamp();
        while (Since(settled) < SettledSeconds)
        {
            double run = Round(kernel, 1);
            if (run < ClearlyBetter * best)
            {
                settled = Stopwatch.GetTimestamp();
            }

            best = Math.Min(best, run);
        }

        return best;
    }

    private static double Round(Kernel kernel, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
        {
            kernel.Run();
        }

        return Since(start);
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
