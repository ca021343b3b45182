using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Cli.Advising;

/// <summary>What is expected of full fine-tuning and of LoRA at every rank: by theory, or by simulation where the theory does not hold.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Full">Full fine-tuning.</param>
/// <param name="Lora">LoRA at ranks 1, 2, … up to that at which it is full fine-tuning.</param>
/// <param name="AreMedians">True where the values are medians.</param>
internal sealed record ExpectedRisks(LinearProblem Problem, ExpectedRisk Full, IReadOnlyList<ExpectedRisk> Lora, bool AreMedians)
{
    /// <summary>The rank with the least risk; the smallest of equals.</summary>
    public ExpectedRisk Best => Lora.MinBy(risk => risk.Risk)!;

    /// <summary>True where the values were simulated.</summary>
    public bool IsSimulated => Full.Status == RiskSimulation.Status;

    /// <summary>The ranks whose risk is at most (1 + <paramref name="margin"/>) times the least one, ascending.</summary>
    public IReadOnlyList<int> Within(double margin) => [.. Lora.Where(risk => risk.Risk <= (1 + margin) * Best.Risk).Select(risk => risk.Rank!.Value)];

    /// <summary>The risks of a problem; <paramref name="trials"/> is how many to simulate where need be, or where <paramref name="simulate"/> asks for it.</summary>
    public static ExpectedRisks Of(LinearProblem problem, int trials, bool simulate = false) =>
        (simulate ? null : ByTheory(problem)) ?? RiskSimulation.Of(problem, trials);

    /// <summary>The risks of a problem by theory alone; null where it does not hold.</summary>
    public static ExpectedRisks? ByTheory(LinearProblem problem)
    {
        if (LoraTheory.Curve(problem) is not { IsNearSquare: false } curve || FullFineTuningTheory.Mean(problem) is not { } full)
        {
            return null;
        }

        var lora = new ExpectedRisk[curve.RankMax];
        for (int rank = 1; rank < curve.RankMax; rank++)
        {
            lora[rank - 1] = new ExpectedRisk(
                rank, curve.At(rank), null, null, curve.Bias[rank], curve.Variance[rank], curve.ReachAt(rank) == TheoryReach.NearThreshold ? "near threshold" : "ok");
        }

        var exact = new ExpectedRisk(null, full, null, null, curve.Bias[^1], full - curve.Bias[^1], "exact");
        lora[^1] = exact with { Rank = curve.RankMax };
        return new ExpectedRisks(problem, exact, lora, AreMedians: false);
    }
}
