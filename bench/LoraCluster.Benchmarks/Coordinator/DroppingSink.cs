using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>Forgets parts, so that no disk is timed.</summary>
internal sealed class DroppingSink : IPartSink
{
    public void Commit(PartRows rows)
    {
    }
}
