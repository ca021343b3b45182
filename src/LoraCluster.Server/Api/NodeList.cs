using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Api;

/// <summary>Nodes as the API lists them.</summary>
/// <param name="Nodes">The members of the cluster.</param>
public sealed record NodeList(IReadOnlyList<NodeStatus> Nodes);
