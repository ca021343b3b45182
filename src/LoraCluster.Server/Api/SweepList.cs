using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Server.Api;

/// <summary>Sweeps as the API lists them.</summary>
/// <param name="Sweeps">In order of submission.</param>
public sealed record SweepList(IReadOnlyList<JobStatus> Sweeps);
