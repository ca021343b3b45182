using System.Diagnostics;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Telemetry;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>A sink whose commits are traced, whose device failures the node hears of, and which shows when a device does not answer: other nodes may do better with the same parts.</summary>
internal sealed class WatchedSink(IPartSink sink, NodeState node, PartTraces traces, TimeProvider clock) : IPartSink
{
    private const long None = long.MinValue;

    private long _since = None;

    /// <summary>How long the commit that is under way has taken so far; zero where there is none. To be asked from any thread.</summary>
    public TimeSpan Waiting => Interlocked.Read(ref _since) is var since and not None ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    public void Commit(PartRows rows)
    {
        using var span = traces.StartCommit(rows.Part);
        Interlocked.Exchange(ref _since, clock.GetTimestamp());
        try
        {
            sink.Commit(rows);
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
        finally
        {
            Interlocked.Exchange(ref _since, None);
        }
    }
}
