using LoraCluster.Cluster.Local;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Tests.Local;

/// <summary>A sweep on a cluster of its own.</summary>
internal static class InOneProcess
{
    public static async Task<SweepOutcome> RunAsync(
        SweepRun run, IProgress<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var cluster = new LocalCluster();
        return await cluster.RunAsync(run, progress, cancellation);
    }
}
