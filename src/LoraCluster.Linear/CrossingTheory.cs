using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Linear;

/// <summary>Where the theory has the crossing.</summary>
internal static class CrossingTheory
{
    /// <summary>The crossing of LoRA at a rank with full fine-tuning; the status is that of the curve at this very value.</summary>
    public static TheoryValue Of(Func<double, LinearProblem> problemOf, CrossingSearch search, int rank)
    {
        double root = CrossingRoot.Find(search, CrossingRoot.Places(search), x => Difference(problemOf(x), rank));
        if (double.IsNaN(root))
        {
            return TheoryValue.None;
        }

        return new TheoryValue(root, LinearTheory.Of(problemOf(root), new Outcome(LinearExperiment.Lora, rank)).Status);
    }

    private static double Difference(LinearProblem problem, int rank) =>
        rank < problem.FittedRank && LoraTheory.Curve(problem) is { } curve && FullFineTuningTheory.Mean(problem) is { } full ? curve.At(rank) - full : double.NaN;
}
