using System.Globalization;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Linear.Tests;

/// <summary>
/// Means of the paper's four sweeps: from this project's reference solver (ExplicitDraw and ReferenceSolver, trials as listed), and, in the last eight lines,
/// from the paper's formulas with 100 trials. Values to 4–10 digits, each with its own standard error.
/// </summary>
public class KnownMeansTests
{
    private const int Trials = 400;

    public static TheoryData<string> Lines
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "known-means.csv")).Skip(1))
            {
                data.Add(line);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_fast_solver_meets_a_known_mean_within_five_standard_errors(string line)
    {
        string[] field = line.Split(',');
        double Number(int i) => double.Parse(field[i], CultureInfo.InvariantCulture);
        var problem = new LinearProblem
        {
            Dx = (int)Number(1),
            Dy = (int)Number(1),
            N = (int)Number(2),
            NoiseStd = Number(3),
            TrueRank = (int)Number(4),
            Shift = Enum.Parse<ShiftKind>(field[5]),
            Scale = Number(6),
            DecayRate = Number(7),
        };
        int[] ranks = Number(8) == 0 ? [] : [(int)Number(8)];
        int stride = 1 + ranks.Length;
        using var solver = new FastSolver();
        var risks = new double[Trials * stride];
        solver.Solve(problem, 2027, 5, 0, Trials, ranks, risks);
        double[] wanted = [.. Enumerable.Range(0, Trials).Select(t => risks[(t * stride) + stride - 1])];
        double mean = wanted.Average();
        double sem = Math.Sqrt(wanted.Sum(x => (x - mean) * (x - mean)) / (Trials - 1) / Trials);
        double z = (mean - Number(9)) / Math.Sqrt((sem * sem) + (Number(10) * Number(10)));
        Assert.True(Math.Abs(z) < 5, $"{line}: got {mean:G6} ± {sem:G3}, z {z:F2}");
    }
}
