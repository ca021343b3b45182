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
    // From here on one trial after the other is no slower (docs/decisions/0010-large-problems.md).
    private const long DenseSize = 48_000;

    // Narrower matrices would leave most of a blocked sweep idle.
    private const int DenseSide = 64;

    private readonly StatisticsSampler _sampler = new();
    private readonly SufficientStatistics _statistics = new();
    private readonly RankCurve _curve = new();
    private readonly DenseRankCurve _dense = new();
    private readonly Predicate<LinearProblem> _isDense;

    /// <summary>A solver with no workspace yet.</summary>
    public FastSolver()
        : this(IsDense)
    {
    }

    /// <summary>A solver with a choice of path of its own: to test and to time either on any problem.</summary>
    internal FastSolver(Predicate<LinearProblem> isDense) => _isDense = isDense;

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
        bool isDense = _statistics.LeavesAssembly = _isDense(problem);
        for (uint group = firstTrial & ~7u; group < end; group += LaneOps.Width)
        {
            var lanes = new LaneSampler(LanePhilox.ForTrials(seed, dataHash, group));
            _sampler.Draw(problem, lanes, _statistics);
            int first = (int)(Math.Max(firstTrial, group) - group), last = (int)Math.Min(end - group, LaneOps.Width);
            Lanes full;
            Lanes* curve;
            if (isDense)
            {
                curve = _dense.Compute(_statistics, needed, first, last, out full);
            }
            else
            {
                full = RankCurve.FullRisk(_statistics);
                curve = needed > 0 ? _curve.Compute(_statistics, needed, LaneOps.Width) : null;
            }

            for (int lane = first; lane < last; lane++)
            {
                Write(risks.Slice((int)(group + lane - firstTrial) * stride, stride), full, curve, ranks, fitted, lane);
            }
        }
    }

    /// <summary>
    /// Whether trials are solved one after the other: where eight of them side by side would not stay in cache. Decided by the sizes of the residual and the rank of the shift alone, since the
    /// bits follow from it.
    /// </summary>
    public static bool IsDense(LinearProblem problem)
    {
        long rows = problem.NoiseStd > 0 ? problem.Dy : problem.TrueRank, columns = Math.Min(problem.N, problem.Dx);
        return Math.Min(rows, columns) >= DenseSide && (rows * columns) + (2L * problem.TrueRank * Math.Max(rows, columns)) >= DenseSize;
    }

    /// <summary>
    /// Bytes of workspace that one solver needs for a problem, at most: 64·(dy·(4q + 2w + 2k + 32) + q² + dx·(3q + 2k + 32)), q = min(n, dx), and w = dx where the inputs have a
    /// covariance of their own and n &lt; dx, else q. Either path stays below it.
    /// </summary>
    public static double WorkspaceBytes(LinearProblem problem)
    {
        double q = Math.Min(problem.N, problem.Dx), k = problem.TrueRank, dx = problem.Dx;
        double w = problem.IsAnisotropic && !problem.IsOverdetermined ? dx : q;
        return 64 * ((problem.Dy * ((4 * q) + (2 * w) + (2 * k) + 32)) + (q * q) + (dx * ((3 * q) + (2 * k) + 32)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sampler.Dispose();
        _statistics.Dispose();
        _curve.Dispose();
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
