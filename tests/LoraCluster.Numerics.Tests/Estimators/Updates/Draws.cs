using LoraCluster.Numerics.Estimators.Updates;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Tests.Estimators.Updates;

/// <summary>Runs explicit updates at a fixed seed.</summary>
internal static class Draws
{
    public static double[][] Solve(LinearProblem problem, int trials, params (IUpdateMethod Method, int? Rank, IUpdateMeasure Measure)[] wanted)
    {
        using var solver = new UpdateSolver();
        var values = new double[trials * wanted.Length];
        solver.Solve(problem, 7, 8, 0, trials, [.. wanted.Select((w, i) => new UpdateRequest(w.Method, w.Rank, w.Measure, i))], values, wanted.Length);
        return [.. wanted.Select((_, i) => Enumerable.Range(0, trials).Select(t => values[(t * wanted.Length) + i]).ToArray())];
    }

    public static double[] Risks(LinearProblem problem, int trials, IUpdateMethod method, int? rank = null) =>
        Solve(problem, trials, (method, rank, new ExcessRiskMeasure()))[0];

    /// <summary>The mean and its standard error.</summary>
    public static (double Mean, double Sem) MeanOf(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1.0) / values.Count));
    }

    /// <summary>Fails where a mean is more than four standard errors from what it should be.</summary>
    public static void AssertMean(double expected, IReadOnlyList<double> values)
    {
        (double mean, double sem) = MeanOf(values);
        Assert.InRange(mean, expected - (4 * sem), expected + (4 * sem));
    }
}
