using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>One group of trials of the fast solver, from random bits to risks: dx = dy = d, a Gaussian shift of rank max(1, d/10), noise 1.</summary>
internal sealed class SolverKernel : Kernel
{
    /// <summary>Trials per run: one group.</summary>
    public const int Trials = 8;

    /// <summary>The ranks of the paper's sweeps.</summary>
    public static readonly IReadOnlyList<int> FewRanks = [1, 2, 4, 8, 16];

    /// <summary>Its name where every rank is asked for.</summary>
    public const string EveryRankName = "solver, every rank";

    /// <summary>Its name where <see cref="FewRanks"/> are.</summary>
    public const string FewRanksName = "solver, ranks 1 2 4 8 16";

    private readonly FastSolver _solver = new();
    private readonly LinearProblem _problem;
    private readonly int[] _ranks;
    private readonly double[] _risks;
    private uint _next;

    /// <summary>A problem of dimension <paramref name="d"/> with <paramref name="n"/> samples (10 d if null); every rank, or <see cref="FewRanks"/>.</summary>
    public SolverKernel(int d, bool allRanks, int? n = null)
        : base(allRanks ? EveryRankName : FewRanksName, "trial")
    {
        _problem = new LinearProblem
        {
            Dx = d,
            Dy = d,
            N = n ?? 10 * d,
            NoiseStd = 1,
            TrueRank = Math.Max(1, d / 10),
            Shift = ShiftKind.Gaussian,
        };
        _ranks = allRanks ? [.. Enumerable.Range(1, d)] : [.. FewRanks.Where(rank => rank <= d)];
        _risks = new double[Trials * (1 + _ranks.Length)];
    }

    public override long Units => Trials;

    public override void Run()
    {
        _solver.Solve(_problem, 1, 1, _next, Trials, _ranks, _risks);
        _next += Trials;
    }

    public override void Dispose() => _solver.Dispose();
}
