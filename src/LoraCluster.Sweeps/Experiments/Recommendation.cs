namespace LoraCluster.Sweeps.Experiments;

/// <summary>Which estimator an experiment advises for a cell, from its parameters alone.</summary>
/// <param name="Rank">The rank advised, at least 1; that of the baseline where the baseline is advised.</param>
/// <param name="Choice">The outcome that has this estimator's risk.</param>
/// <param name="Method">The method that it was chosen from, at all its ranks, beside the baseline.</param>
public readonly record struct Recommendation(int Rank, Outcome Choice, string Method);
