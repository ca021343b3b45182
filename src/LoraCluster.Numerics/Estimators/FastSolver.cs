using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// Excess risks of full fine-tuning and of LoRA at any ranks, from sampled sufficient statistics: eight trials side by side, or one after the other where they are large. Holds its workspace between calls; not thread-safe.
/// </summary>
public sealed class FastSolver : IDisposable
{
    // Where the two paths take the same time (measured on the machine of docs/decisions/0006-large-problems.md).
    private const long DenseSize = 48_000;

    private readonly StatisticsSampler _sampler = new();
    private readonly SufficientStatistics _statistics = new();
    private readonly RankCurve _curve = new();
    private readonly SufficientStatistics _parts = new() { LeavesAssembly = true };
    private readonly DenseRankCurve _dense = new();
    private readonly long _denseSize;

    /// <summary>A solver with no workspace yet.</summary>
    public FastSolver()
        : this(DenseSize)
    {
    }

    /// <summary>A solver that takes the dense path from <paramref name="denseSize"/> on, for tests.</summary>
    internal FastSolver(long denseSize) => _denseSize = denseSize;

    /// <summary>Trials that needed the careful one-sided Jacobi path so far.</summary>
    public long CarefulTrials => _curve.CarefulTrials + _dense.CarefulTrials;

    /// <summary>
    /// Solves trials <paramref name="firstTrial"/> … + <paramref name="trialCount"/> − 1. Trial t writes 1 + ranks.Length numbers at
    /// <c>risks[t · (1 + ranks.Length)]</c>: full fine-tuning, then LoRA at each rank given (ascending, at least 1); unit: squared output. From the fitted residual's
    /// rank on, LoRA is full fine-tuning and gets the very same number. NaN where the decomposition did not converge.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A field of the problem, a rank or the trial range is out of range.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public unsafe void Solve(
        LinearProblem problem, ulong seed, ulong dataHash, uint firstTrial, int trialCount, ReadOnlySpan<int> ranks, Span<double> risks)
    {
        problem.Validate();
        Check(firstTrial, trialCount, ranks, risks);
        int fitted = problem.FittedRank;
        int needed = 0;
        foreach (int rank in ranks)
        {
            needed = rank < fitted ? Math.Max(needed, rank) : needed;
        }

        int stride = 1 + ranks.Length;
        uint end = firstTrial + (uint)trialCount;
        for (uint group = firstTrial & ~7u; group < end; group += LaneOps.Width)
        {
            var lanes = new LaneSampler(LanePhilox.ForTrials(seed, dataHash, group));
            Lanes full;
            Lanes* curve;
            if (SizeOf(problem) >= _denseSize)
            {
                _sampler.Draw(problem, lanes, _parts);
                curve = _dense.Compute(_parts, needed, (int)(Math.Max(firstTrial, group) - group), (int)Math.Min(end - group, LaneOps.Width), out full);
            }
            else
            {
                _sampler.Draw(problem, lanes, _statistics);
                full = RankCurve.FullRisk(_statistics);
                curve = needed > 0 ? _curve.Compute(_statistics, needed, LaneOps.Width) : null;
            }

            for (int lane = 0; lane < LaneOps.Width; lane++)
            {
                uint trial = group + (uint)lane;
                if (trial >= firstTrial && trial < end)
                {
                    Write(risks.Slice((int)(trial - firstTrial) * stride, stride), full, curve, ranks, fitted, lane);
                }
            }
        }
    }

    /// <summary>Whether trials are solved one after the other: where eight of them side by side would not stay in cache. Decided by the problem's sizes alone, since the bits follow from it.</summary>
    public static bool IsDense(LinearProblem problem) => SizeOf(problem) >= DenseSize;

    private static long SizeOf(LinearProblem problem)
    {
        long rows = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank, columns = Math.Min(problem.N, problem.Dx);
        return (rows * columns) + (2L * problem.TrueRank * Math.Max(rows, columns));
    }

    /// <summary>
    /// Bytes of workspace that one solver needs for a problem, at most: 64·(dy·(4q + 2w + 2k) + 2·q² + 2·dx·(q + k)), q = min(n, dx), and w = dx where the inputs have a
    /// covariance of their own and n &lt; dx, else q. The path of large problems stays below it.
    /// </summary>
    public static double WorkspaceBytes(LinearProblem problem)
    {
        double q = Math.Min(problem.N, problem.Dx), k = problem.TrueRank, dx = problem.Dx;
        double w = problem.IsAnisotropic && !problem.IsOverdetermined ? dx : q;
        return 64 * ((problem.Dy * ((4 * q) + (2 * w) + (2 * k))) + (2 * q * q) + (2 * dx * (q + k)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sampler.Dispose();
        _statistics.Dispose();
        _curve.Dispose();
        _parts.Dispose();
        _dense.Dispose();
    }

    private static void Check(uint firstTrial, int trialCount, ReadOnlySpan<int> ranks, Span<double> risks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trialCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)firstTrial + trialCount, uint.MaxValue - 8L, nameof(firstTrial));
        for (int i = 0; i < ranks.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(ranks[i], i == 0 ? 1 : ranks[i - 1] + 1, nameof(ranks));
        }

        if (risks.Length < (long)trialCount * (1 + ranks.Length))
        {
            throw new ArgumentException("the span is shorter than trials × (1 + ranks)", nameof(risks));
        }
    }

    private static unsafe void Write(Span<double> row, Lanes full, Lanes* curve, ReadOnlySpan<int> ranks, int fitted, int lane)
    {
        row[0] = FiniteOrNaN(full.GetElement(lane));
        for (int i = 0; i < ranks.Length; i++)
        {
            row[i + 1] = ranks[i] < fitted ? FiniteOrNaN(curve[ranks[i] - 1].GetElement(lane)) : row[0];
        }
    }
    // An overflowed risk is a trial that did not converge, not a number.
    private static double FiniteOrNaN(double value) => double.IsFinite(value) ? value : double.NaN;
}
