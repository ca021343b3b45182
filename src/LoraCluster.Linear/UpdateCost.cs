using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>Predicted time of one trial of the explicit updates on the reference machine: as <see cref="LinearCost"/>, a fixed formula with constants measured there.</summary>
internal static class UpdateCost
{
    private const string IntruderDimensions = "intruder_dimensions";
    private const double PerTrial = 2e-5;
    private const double PerDecomposition = 8e-9;
    private const double PerProduct = 1.5e-9;

    /// <summary>Seconds for all outcomes that the fast solver does not give.</summary>
    public static double SecondsPerTrial(LinearProblem problem, IReadOnlyList<Outcome> outcomes)
    {
        double dx = problem.Dx, dy = problem.Dy, q = Math.Min(problem.N, problem.Dx), width = Math.Min(dx, q + problem.TrueRank);
        double tuned = outcomes.Count(o => o.Measure == IntruderDimensions);
        double updates = outcomes.Select(o => (o.Method, o.Rank)).Distinct().Count();
        double decompositions = Decomposition(dy, q) + Decomposition(width, q) + ((tuned + (NeedsPretrained(outcomes) ? 1 : 0)) * Decomposition(dy, dx));
        return PerTrial + (PerDecomposition * decompositions) + (PerProduct * updates * dy * width * Math.Min(dy, q));
    }

    /// <summary>
    /// Bytes at most, beside the fast solver's: the statistics of eight trials, and of one trial the residual, the design, two updates and their decompositions, of which the library gives both factors square;
    /// where the pre-trained map is asked for, that map, a copy, and its decomposition.
    /// </summary>
    public static double WorkspaceBytes(LinearProblem problem, IReadOnlyList<Outcome> outcomes)
    {
        double dx = problem.Dx, dy = problem.Dy, q = Math.Min(problem.N, problem.Dx), width = Math.Min(dx, q + problem.TrueRank);
        double statistics = 64 * ((q * (width + dy)) + (width * problem.TrueRank));
        double updates = 8 * ((4 * q * (dy + width)) + (5 * dy * width) + (dy * dy) + (width * width) + (2 * q * q));
        return statistics + updates + (NeedsPretrained(outcomes) ? 8 * ((4 * dy * dx) + (2 * dy * dy) + (2 * dx * dx)) : 0);
    }

    private static bool NeedsPretrained(IReadOnlyList<Outcome> outcomes) => outcomes.Any(o => o.Measure == IntruderDimensions || o.Method == "mica");

    // The larger factor is square, too.
    private static double Decomposition(double rows, double columns) => Math.Max(rows, columns) * Math.Max(rows, columns) * Math.Min(rows, columns);
}
