namespace LoraCluster.Numerics.Randomness;

/// <summary>
/// Names the random numbers of one trial: sweep seed, hash of the parameters that shape the data, trial number. Distinct names never share a counter block
/// (docs/theory.md, "Random streams").
/// </summary>
/// <param name="Seed">The sweep's seed: the Philox key.</param>
/// <param name="DataHash">Counter words 2 and 3.</param>
/// <param name="Trial">Counter word 1; 0 … 2³² − 1.</param>
public readonly record struct TrialStream(ulong Seed, ulong DataHash, uint Trial);
