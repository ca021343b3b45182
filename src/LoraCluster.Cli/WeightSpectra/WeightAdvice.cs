namespace LoraCluster.Cli.WeightSpectra;

/// <summary>What the linear model would advise for one weight.</summary>
/// <param name="Tensor">The weight.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Module">Which map of the layer it is.</param>
/// <param name="Rank">The rank with the least expected risk; that of the whole update stands for full fine-tuning. Null where the theory does not hold, or nothing changed.</param>
/// <param name="SmallestRank">The smallest rank within the margin of it.</param>
/// <param name="Ratio">Its risk over full fine-tuning's.</param>
/// <param name="Known">The share of the change's squared norm that its known singular values hold.</param>
internal sealed record WeightAdvice(string Tensor, int Layer, string Module, int? Rank, int? SmallestRank, double? Ratio, double Known);
