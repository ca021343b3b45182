namespace LoraCluster.Sweeps.Experiments;

/// <summary>One estimator whose loss each trial reports: one row of the dataset per cell. The first outcome of a cell is the baseline that the others are paired with.</summary>
/// <param name="Method">The estimator's name, e.g. <c>full</c> or <c>lora</c>.</param>
/// <param name="Rank">Its rank, or null where it has none.</param>
public readonly record struct Outcome(string Method, int? Rank);
