namespace LoraCluster.Sweeps.Experiments;

/// <summary>
/// One number that each trial reports: one row of the dataset per cell. The first outcome of a cell is the baseline; the first of every other measure is what those of the same measure
/// are paired with.
/// </summary>
/// <param name="Method">The estimator's name, e.g. <c>full</c> or <c>lora</c>.</param>
/// <param name="Rank">Its rank, or null where it has none.</param>
/// <param name="Measure">What is measured of it; <see cref="Risk"/> unless a sweep asks for more.</param>
public readonly record struct Outcome(string Method, int? Rank, string Measure = Outcome.Risk)
{
    /// <summary>The measure that every outcome is about unless another is asked for.</summary>
    public const string Risk = "risk";
}
