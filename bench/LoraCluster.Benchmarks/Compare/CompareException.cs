namespace LoraCluster.Benchmarks.Compare;

/// <summary>A comparison cannot be made; the message says why.</summary>
internal sealed class CompareException(string message) : Exception(message);
