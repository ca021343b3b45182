using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using MathNet.Numerics;

namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>
/// Solves trials for any estimator and any measure, one trial after the other, on explicit matrices: slower than <see cref="FastSolver"/>, from the same random numbers. Holds its workspace between
/// calls; not thread-safe.
/// </summary>
public sealed class UpdateSolver : IDisposable
{
    private readonly StatisticsSampler _sampler = new();
    private readonly ExplicitStatistics _statistics = new();

    // Whoever runs trials has a thread for each processor already.
    static UpdateSolver() => Control.MaxDegreeOfParallelism = 1;

    /// <summary>
    /// Solves trials <paramref name="firstTrial"/> … + <paramref name="trialCount"/> − 1; trial t writes what is wanted of it to <c>values[t · stride + Place]</c>. NaN where a decomposition did not
    /// converge or the number is not finite. Throws <see cref="ArgumentOutOfRangeException"/> for a problem out of range.
    /// </summary>
    public void Solve(
        LinearProblem problem, ulong seed, ulong dataHash, uint firstTrial, int trialCount, IReadOnlyList<UpdateRequest> wanted, Span<double> values, int stride)
    {
        problem.Validate();
        uint end = checked(firstTrial + (uint)trialCount);
        (IUpdateMethod Method, UpdateRequest[] Wanted, int[] Ranks)[] methods =
        [
            .. wanted.GroupBy(w => w.Method).Select(g => (g.Key, g.ToArray(), g.Select(w => w.Rank).OfType<int>().Distinct().Order().ToArray())),
        ];
        for (uint group = firstTrial & ~7u; group < end; group += 8)
        {
            _sampler.DrawExplicit(problem, new LaneSampler(LanePhilox.ForTrials(seed, dataHash, group)), _statistics);
            for (uint trial = Math.Max(firstTrial, group); trial < Math.Min(end, group + 8); trial++)
            {
                var draw = new TrialDraw(problem, new TrialStream(seed, dataHash, trial), _statistics, (int)(trial - group));
                foreach (var (method, requests, ranks) in methods)
                {
                    Measure(draw, method, requests, ranks, values.Slice((int)(trial - firstTrial) * stride, stride));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sampler.Dispose();
        _statistics.Dispose();
    }

    private static void Measure(TrialDraw draw, IUpdateMethod method, UpdateRequest[] wanted, int[] ranks, Span<double> values)
    {
        foreach (UpdateRequest request in wanted)
        {
            values[request.Place] = double.NaN;
        }

        try
        {
            foreach (var (rank, update) in method.Updates(draw, ranks))
            {
                foreach (UpdateRequest request in wanted.Where(w => w.Rank == rank))
                {
                    double value = request.Measure.Of(draw, update);
                    values[request.Place] = double.IsFinite(value) ? value : double.NaN;
                }
            }
        }
        catch (NonConvergenceException)
        {
            // What has no value stays NaN: a trial that did not converge.
        }
    }
}
