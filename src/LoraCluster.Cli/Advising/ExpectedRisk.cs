namespace LoraCluster.Cli.Advising;

/// <summary>What is expected of one estimator.</summary>
/// <param name="Rank">LoRA's rank; null for full fine-tuning.</param>
/// <param name="Risk">The mean excess risk; the median where the mean or its variance is infinite.</param>
/// <param name="Low">Lower end of its 95 % interval where it was simulated, else null.</param>
/// <param name="High">Upper end.</param>
/// <param name="Bias">What of it is missed shift, by theory; else null.</param>
/// <param name="Variance">What of it is fitted noise.</param>
/// <param name="Status">Where it comes from and how far it is to be trusted: <c>exact</c>, <c>ok</c>, <c>near threshold</c>, <c>simulated</c>.</param>
internal sealed record ExpectedRisk(int? Rank, double Risk, double? Low, double? High, double? Bias, double? Variance, string Status);
