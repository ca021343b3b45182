using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Live;

/// <summary>Everything that a live page shows of a cluster at once.</summary>
/// <param name="Sweeps">In order of submission.</param>
/// <param name="Nodes">The members of the cluster.</param>
/// <param name="Problem">Why this is not the latest; empty where it is.</param>
public sealed record ClusterState(IReadOnlyList<JobStatus> Sweeps, IReadOnlyList<NodeStatus> Nodes, string Problem);
