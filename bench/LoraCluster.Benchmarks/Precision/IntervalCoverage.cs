using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Precision;

/// <summary>How often mean ± 1.96 standard errors covers the mean, where that is known exactly: at the stop, and at a number of trials that was fixed before.</summary>
internal sealed record IntervalCoverage(int Intervals, int AtStop, int AtFixed)
{
    /// <summary>Runs a sweep's cells at many seeds. The fixed numbers are the stops of another seed: what is left between the two is what stopping itself does.</summary>
    public static IntervalCoverage On(SweepDefinition sweep, PrecisionRule rule, int seeds)
    {
        var before = StoppedCells.Of(sweep with { Seed = 0 }, rule);
        int intervals = 0, atStop = 0, atFixed = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            var stopped = StoppedCells.Of(sweep with { Seed = (ulong)seed }, rule);
            var unstopped = StoppedCells.OfLength(sweep with { Seed = (ulong)(seeds + seed) }, [.. before.Select(rows => rows[0].Trials)]);
            foreach (var (rows, others) in stopped.Zip(unstopped))
            {
                if (rows[0].TheoryStatus == TheoryValue.Exact)
                {
                    intervals++;
                    atStop += Covers(rows[0]) ? 1 : 0;
                    atFixed += Covers(others[0]) ? 1 : 0;
                }
            }
        }

        return new IntervalCoverage(intervals, atStop, atFixed);
    }

    private static bool Covers(RiskRow row) => Math.Abs(row.Mean!.Value - row.TheoryMean!.Value) <= 1.96 * row.Sem!.Value;
}
