using System.Reflection;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Tests.Support;

namespace LoraCluster.Numerics.Tests.Estimators;

/// <summary>What a solver really holds, against what cells are refused by.</summary>
public class WorkspaceTests
{
    private static readonly LinearProblem Basis = new() { Dx = 300, Dy = 280, N = 600, NoiseStd = 1, TrueRank = 10, Shift = ShiftKind.Gaussian };

    private static readonly LinearProblem[] Problems =
    [
        Basis,
        Basis with { TrueRank = 280 },
        Basis with { N = 150 },
        Basis with { N = 150, TrueRank = 200 },
        Basis with { N = 299, TrueRank = 280 },
        Basis with { N = 150, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.5 },
        Basis with { N = 250, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.5 },
        Basis with { NoiseStd = 0, TrueRank = 200 },
        Basis with { Dy = 3000, Dx = 64, TrueRank = 1 },
        Basis with { Dy = 64, Dx = 900, N = 2000, TrueRank = 1 },
        Basis with { Dy = 3000, Dx = 12, TrueRank = 1 },
        Basis with { Dy = 12, Dx = 900, N = 2000, TrueRank = 12 },
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Problems.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_solver_holds_no_more_than_it_says(int index) => AssertHoldsNoMore(new FastSolver(), Problems[index]);

    [Fact]
    public void Where_the_paths_meet_either_holds_no_more_than_it_says()
    {
        LinearProblem problem = Basis with { Dx = 200, Dy = 200, N = 400, TrueRank = 20 };
        AssertHoldsNoMore(new FastSolver(_ => false), problem);
        AssertHoldsNoMore(new FastSolver(_ => true), problem);
    }

    private static void AssertHoldsNoMore(FastSolver solver, LinearProblem problem)
    {
        using (solver)
        {
            int[] ranks = Settings.AllRanks(problem);
            solver.Solve(problem, 1, 2, 0, 1, ranks, new double[1 + ranks.Length]);
            double said = FastSolver.WorkspaceBytes(problem);
            Assert.InRange(BytesHeldBy(solver), 0.2 * said, said);
        }
    }

    private static long BytesHeldBy(object owner) => owner.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(field => field.FieldType.IsClass && field.FieldType.Namespace!.StartsWith("LoraCluster.Numerics", StringComparison.Ordinal))
        .Select(field => field.GetValue(owner))
        .Sum(part => part is LaneBuffer buffer ? buffer.Bytes : part is null ? 0 : BytesHeldBy(part));
}
