using System.Diagnostics;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Telemetry;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>A sink whose commits are traced, and whose device failures the node hears of: other nodes may do better with the same parts.</summary>
internal sealed class WatchedSink(IPartSink sink, NodeState node, PartTraces traces, DiskWatch disk) : IPartSink
{
    public void Commit(PartRows rows)
    {
        using var span = traces.StartCommit(rows.Part);
        try
        {
            disk.During(() => sink.Commit(rows));
        }
        catch (PartStoreException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            if (failure.Kind == PartStoreFailure.Io)
            {
                node.NoteDeviceFailure(failure.Message);
            }

            throw;
        }
    }
}
