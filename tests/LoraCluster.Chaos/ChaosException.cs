namespace LoraCluster.Chaos;

/// <summary>The harness itself could not do its work; says nothing about the cluster.</summary>
internal sealed class ChaosException(string message) : Exception(message);
