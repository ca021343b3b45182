using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>Predicted time of one trial of the explicit updates on the reference machine: as <see cref="LinearCost"/>, a fixed formula with constants measured there.</summary>
internal static class UpdateCost
{
    private const double PerTrial = 2e-5;
    private const double PerDecomposition = 8e-9;
    private const double PerProduct = 1.5e-9;

    /// <summary>Seconds for all outcomes that the fast solver does not give.</summary>
    public static double SecondsPerTrial(LinearProblem problem, IReadOnlyList<Outcome> outcomes)
    {
        double dx = problem.Dx, dy = problem.Dy, q = Math.Min(problem.N, problem.Dx), width = Math.Min(dx, q + problem.TrueRank);
        double tuned = outcomes.Count(o => o.Measure == "intruder_dimensions");
        double updates = outcomes.Select(o => (o.Method, o.Rank)).Distinct().Count();
        bool needsPretrained = tuned > 0 || outcomes.Any(o => o.Method == "mica");
        double decompositions = Decomposition(dy, q) + Decomposition(width, q) + ((tuned + (needsPretrained ? 1 : 0)) * Decomposition(dy, dx));
        return PerTrial + (PerDecomposition * decompositions) + (PerProduct * updates * dy * width * Math.Min(dy, q));
    }

    private static double Decomposition(double rows, double columns) => rows * columns * Math.Min(rows, columns);
}
