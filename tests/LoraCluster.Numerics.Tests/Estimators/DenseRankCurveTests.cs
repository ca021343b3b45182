using System.Runtime.Intrinsics;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Randomness;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators;

/// <summary>The path of large problems: against the reference solver on the same draw, and against itself.</summary>
public unsafe class DenseRankCurveTests
{
    private static readonly LinearProblem Basis = new()
    {
        Dx = 140,
        Dy = 130,
        N = 220,
        NoiseStd = 1,
        TrueRank = 5,
        Shift = ShiftKind.Gaussian,
    };

    private static readonly LinearProblem[] Large =
    [
        Basis,
        Basis with { Dx = 130, Dy = 160, N = 200, NoiseStd = 30 },
        Basis with { Dx = 200, Dy = 135, N = 300, TrueRank = 120, Shift = ShiftKind.Power, DecayRate = 0.5, Scale = 3 },
        Basis with { NoiseStd = 1e-6 },
        Basis with { NoiseStd = 1e-6, TrueRank = 130, Shift = ShiftKind.Exponential, DecayRate = 0.01 },
        Basis with { NoiseStd = 1000, N = 141 },
        Basis with { NoiseStd = 0, TrueRank = 130 },
        Basis with { NoiseStd = 0, TrueRank = 9, Shift = ShiftKind.Constant },
        Basis with { InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.7, Shift = ShiftKind.Constant },
        Basis with { Dx = 170, N = 133 },
        Basis with { Dx = 180, N = 150, NoiseStd = 0.1, TrueRank = 130, Shift = ShiftKind.Exponential, DecayRate = 0.02 },
        Basis with { Dx = 160, Dy = 150, N = 40, TrueRank = 30 },
        Basis with { Dx = 150, N = 149, NoiseStd = 1e-6, TrueRank = 10 },
        Basis with { Dx = 150, N = 100, NoiseStd = 0, TrueRank = 110 },
        Basis with { Dx = 150, N = 100, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.7, InputRotated = true },
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Large.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Both_solvers_agree_to_eight_digits(int setting)
    {
        LinearProblem problem = Large[setting];
        ExplicitDraw draw = ExplicitDraw.Of(problem, new TrialStream(3, (ulong)setting, 0));
        using var same = new SameDraw(leavesAssembly: true);
        using var curve = new DenseRankCurve();
        same.Load(problem, [draw]);
        int fitted = problem.FittedRank;
        Lanes* risks = curve.Compute(same.Statistics, fitted, 0, 1, out Lanes full);
        int[] ranks = Settings.AllRanks(problem);
        double[] reference = ReferenceSolver.Risks(draw, ranks);
        Assert.Equal(0, curve.CarefulTrials);
        Assert.Equal(reference[0], full.GetElement(0), (1e-8 * reference[0]) + 1e-20);
        for (int rank = 1; rank <= fitted; rank++)
        {
            Assert.Equal(reference[rank], risks[rank - 1].GetElement(0), (1e-8 * reference[rank]) + 1e-20);
        }

        double last = risks[fitted - 1].GetElement(0);
        Assert.Equal(full.GetElement(0), last, (1e-9 * last) + 1e-20);
    }

    [Theory]
    [MemberData(nameof(Settings.Indices), MemberType = typeof(Settings))]
    public void Small_problems_come_out_as_they_do_in_lanes(int setting)
    {
        LinearProblem problem = Settings.All[setting];
        ExplicitDraw[] draws = [.. Enumerable.Range(0, 8).Select(t => ExplicitDraw.Of(problem, new TrialStream(3, (ulong)setting, (uint)t)))];
        using var assembled = new SameDraw();
        using var parts = new SameDraw(leavesAssembly: true);
        using var inLanes = new RankCurve();
        using var dense = new DenseRankCurve();
        assembled.Load(problem, draws);
        parts.Load(problem, draws);
        Lanes* expected = inLanes.Compute(assembled.Statistics, problem.FittedRank, 8);
        Lanes* got = dense.Compute(parts.Statistics, problem.FittedRank, 0, 8, out Lanes full);
        for (int lane = 0; lane < 8; lane++)
        {
            double fullRisk = RankCurve.FullRisk(assembled.Statistics).GetElement(lane);
            Assert.Equal(fullRisk, full.GetElement(lane), (1e-10 * fullRisk) + 1e-24);
            for (int i = 0; i < problem.FittedRank; i++)
            {
                Assert.Equal(expected[i].GetElement(lane), got[i].GetElement(lane), (1e-9 * expected[i].GetElement(lane)) + 1e-24);
            }
        }
    }

    [Theory]
    [InlineData(12, 20, 3)]
    [InlineData(130, 150, 101)]
    public void Equal_singular_values_take_the_careful_path_and_stay_right(int rows, int columns, int distinct)
    {
        LinearProblem problem = Basis with { Dx = columns, Dy = rows, N = 2 * columns, NoiseStd = 0, Shift = ShiftKind.Constant, TrueRank = rows };
        using var same = new SameDraw();
        using var curve = new DenseRankCurve();
        same.Load(problem, [ExplicitDraw.Of(problem, new TrialStream(3, 0, 0))]);
        for (int i = 0; i < rows * columns; i++)
        {
            int row = i / columns;
            same.Statistics.Fit[i] = row == i % columns ? Vector512.Create(row < distinct ? distinct + 1.0 - row : 0.5) : Lanes.Zero;
        }

        Lanes* risks = curve.Compute(same.Statistics, rows, 0, 1, out _);
        Assert.Equal(1, curve.CarefulTrials);
        for (int rank = 1; rank <= rows; rank++)
        {
            Assert.Equal(rows - rank, risks[rank - 1].GetElement(0), 1e-12 * rows);
        }
    }

    [Fact]
    public void A_non_number_stays_in_its_trial()
    {
        using var same = new SameDraw(leavesAssembly: true);
        using var curve = new DenseRankCurve();
        same.Load(Settings.Basis, [.. Enumerable.Range(0, 8).Select(t => ExplicitDraw.Of(Settings.Basis, new TrialStream(3, 0, (uint)t)))]);
        double expected = curve.Compute(same.Statistics, 3, 0, 8, out _)[2].GetElement(4);
        ((double*)same.Statistics.Fit)[(17 * 8) + 3] = double.NaN;
        Lanes* risks = curve.Compute(same.Statistics, 3, 0, 8, out Lanes full);
        Assert.True(double.IsNaN(risks[0].GetElement(3)));
        Assert.True(double.IsNaN(full.GetElement(3)));
        Assert.Equal(expected, risks[2].GetElement(4));
    }

    [Theory]
    [InlineData(220, 5, 1.0)]
    [InlineData(100, 130, 1e-7)]
    public void A_trial_depends_neither_on_the_trials_beside_it_nor_on_the_ranks_asked_for(int n, int trueRank, double noise)
    {
        LinearProblem problem = Basis with { N = n, TrueRank = trueRank, NoiseStd = noise };
        int[] all = Settings.AllRanks(problem);
        int stride = 1 + all.Length;
        double[] together = Solve(problem, 0, 8, all);
        foreach (int trial in new[] { 0, 3, 7 })
        {
            Assert.Equal(together.Skip(trial * stride).Take(stride), Solve(problem, (uint)trial, 1, all));
        }

        foreach (int rank in new[] { 1, 4, 8, 9, 31, 99 })
        {
            double[] alone = Solve(problem, 0, 8, rank);
            for (int trial = 0; trial < 8; trial++)
            {
                Assert.Equal(together[trial * stride], alone[2 * trial]);
                Assert.Equal(together[(trial * stride) + rank], alone[(2 * trial) + 1]);
            }
        }

        double[] none = Solve(problem, 0, 8);
        Assert.All(Enumerable.Range(0, 8), trial => Assert.Equal(together[trial * stride], none[trial]));
    }

    [Fact]
    public void A_warm_solver_allocates_nothing()
    {
        using var solver = new FastSolver(_ => true);
        int[] ranks = [1, 2, 40];
        var risks = new double[8 * 4];
        solver.Solve(Basis, 1, 2, 0, 8, ranks, risks);
        solver.Solve(Basis, 1, 2, 8, 8, ranks, risks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Solve(Basis, 1, 2, 16, 8, ranks, risks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(1e-100, 1)]
    [InlineData(1, 1e-100)]
    [InlineData(1e90, 1e100)]
    public void The_ends_of_the_parameter_range_give_finite_risks(double noise, double scale)
    {
        foreach (int n in new[] { 90, 200 })
        {
            double[] risks = Solve(Basis with { N = n, NoiseStd = noise, Scale = scale }, 0, 1, 1, 2, 4, 8, 15);
            Assert.All(risks, risk => Assert.True(double.IsFinite(risk) && risk >= 0, $"{risk:R}"));
        }
    }

    [Fact]
    public void The_path_follows_from_the_sizes()
    {
        Assert.False(FastSolver.IsDense(Basis));
        Assert.True(FastSolver.IsDense(Basis with { TrueRank = 130 }));
        Assert.False(FastSolver.IsDense(Basis with { Dx = 200, Dy = 200 }));
        Assert.True(FastSolver.IsDense(Basis with { Dx = 230, Dy = 230, N = 400 }));
        Assert.False(FastSolver.IsDense(Basis with { Dx = 4000, N = 20 }));
        Assert.False(FastSolver.IsDense(Basis with { Dx = 4000, Dy = 400, N = 5000, NoiseStd = 0 }));
        LinearProblem large = Basis with { Dx = 230, Dy = 230, N = 400 };
        using var chosen = new FastSolver();
        using var dense = new FastSolver(_ => true);
        var first = new double[2];
        var second = new double[2];
        chosen.Solve(large, 7, 8, 0, 1, [3], first);
        dense.Solve(large, 7, 8, 0, 1, [3], second);
        Assert.Equal(second, first);
    }

    private static double[] Solve(LinearProblem problem, uint first, int count, params int[] ranks)
    {
        using var solver = new FastSolver(_ => true);
        var risks = new double[count * (1 + ranks.Length)];
        solver.Solve(problem, 7, 8, first, count, ranks, risks);
        Assert.Equal(0, solver.CarefulTrials);
        return risks;
    }
}
