using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>A sink whose device failures the node hears of: other nodes may do better with the same parts.</summary>
internal sealed class WatchedSink(IPartSink sink, NodeState node) : IPartSink
{
    public void Commit(PartRows rows)
    {
        try
        {
            sink.Commit(rows);
        }
        catch (PartStoreException failure) when (failure.Kind == PartStoreFailure.Io)
        {
            node.NoteDeviceFailure(failure.Message);
            throw;
        }
    }
}
