using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Advising;

/// <summary>One point of a map.</summary>
/// <param name="Problem">The problem there.</param>
/// <param name="BestRank">The rank below full fine-tuning's at which LoRA does best; null where there is none.</param>
/// <param name="Ratio">LoRA's risk at that rank over full fine-tuning's. Null where full fine-tuning's risk is 0 or there is no such rank.</param>
/// <param name="IsSimulated">True where the theory does not hold.</param>
internal sealed record BoundaryPoint(LinearProblem Problem, int? BestRank, double? Ratio, bool IsSimulated)
{
    /// <summary>What LoRA must save to win. Towards full rank its risk comes so close to full fine-tuning's that no theory for large dimensions tells them apart, nor would anyone mind.</summary>
    public const double Noticeable = 0.005;

    /// <summary>True where LoRA wins.</summary>
    public bool IsLora => Ratio < 1 - Noticeable;

    /// <summary>The point of a problem.</summary>
    public static BoundaryPoint Of(LinearProblem problem, int trials, bool simulate = false)
    {
        var risks = ExpectedRisks.Of(problem, trials, simulate);
        var best = risks.Lora.Take(risks.Lora.Count - 1).MinBy(risk => risk.Risk);
        return new BoundaryPoint(problem, best?.Rank, best is not null && risks.Full.Risk > 0 ? best.Risk / risks.Full.Risk : null, risks.IsSimulated);
    }
}
