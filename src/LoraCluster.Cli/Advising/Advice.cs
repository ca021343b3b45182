using System.Globalization;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Advising;

/// <summary>Full fine-tuning or LoRA, and at which rank, for one problem and its neighbours.</summary>
/// <param name="Risks">What is expected in the problem itself.</param>
/// <param name="Margin">How much worse than the best rank may be taken for as good.</param>
internal sealed record Advice(ExpectedRisks Risks, double Margin)
{
    private static readonly double[] Factors = [0.5, 1, 2];

    /// <summary>True where LoRA at its best rank is expected to do better than full fine-tuning, which it is at its largest rank.</summary>
    public bool IsLora => Risks.Best.Risk < Risks.Full.Risk;

    /// <summary>LoRA's risk at its best rank over full fine-tuning's; null where that is 0.</summary>
    public double? Ratio => Risks.Full.Risk > 0 ? Risks.Best.Risk / Risks.Full.Risk : null;

    /// <summary>The smallest rank within the margin of the best one.</summary>
    public int SmallestRank => Risks.Within(Margin)[0];

    /// <summary>The answer in a sentence.</summary>
    public string Sentence => (IsLora
            ? $"LoRA, rank {Risks.Best.Rank}: expected risk {RiskText.Number(Risks.Best.Risk)}, {Percent(Ratio!.Value)} of full fine-tuning's {RiskText.Number(Risks.Full.Risk)}"
            : $"full fine-tuning: no smaller rank is expected to do better (risk {RiskText.Number(Risks.Full.Risk)})")
        + $"\nsmallest rank within {Percent(Margin)} of the best: {SmallestRank}";

    /// <summary>The advice at half, once and twice the samples and the noise: a row for each number of samples.</summary>
    public IReadOnlyList<(int Samples, IReadOnlyList<(double NoiseStd, Advice Advice)> Row)> Neighbours(int trials) =>
    [
        .. Factors.Select(f => Math.Max(1, (int)(f * Risks.Problem.N))).Distinct().Select(n => (n, (IReadOnlyList<(double, Advice)>)
            [.. Factors.Select(f => f * Risks.Problem.NoiseStd).Distinct().Select(noise => (noise, Of(Risks.Problem with { N = n, NoiseStd = noise }, trials)))])),
    ];

    /// <summary>Who should be taken, in a word or two.</summary>
    public string Short => IsLora ? string.Create(CultureInfo.InvariantCulture, $"rank {Risks.Best.Rank} ({Percent(Ratio!.Value)})") : "full";

    private Advice Of(LinearProblem problem, int trials) => new(ExpectedRisks.Of(problem, trials), Margin);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:G3} %");
}
