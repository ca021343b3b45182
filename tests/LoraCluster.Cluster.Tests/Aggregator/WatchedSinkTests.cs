using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Telemetry;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Aggregator;

public sealed class WatchedSinkTests
{
    [Fact]
    public async Task The_third_device_failure_is_told_to_the_node_and_every_failure_to_the_caller()
    {
        var state = new NodeState();
        Exception? next = null;
        var sink = new WatchedSink(new MemorySink { BeforeCommit = _ => throw next! }, state, new PartTraces(ToySweep.Of(1)), new DiskWatch(TimeProvider.System));
        foreach (var (kind, isFailed) in (IEnumerable<(PartStoreFailure, bool)>)[
            (PartStoreFailure.Io, false), (PartStoreFailure.DiskFull, false), (PartStoreFailure.Refused, false), (PartStoreFailure.Io, false), (PartStoreFailure.Io, true)])
        {
            next = new PartStoreException(kind, "errno");
            Assert.Same(next, Assert.Throws<PartStoreException>(() => sink.Commit(Rows())));
            Assert.Equal(isFailed, state.MustLeave.IsCompleted);
        }

        Assert.Equal(NodeEndKind.DeviceFailed, (await state.MustLeave).Kind);
    }

    private static PartRows Rows()
    {
        PartRows? rows = null;
        LocalSweep.Run(ToySweep.Of(1, 1), new CapturingSink(part => rows = part));
        return rows!;
    }

    private sealed class CapturingSink(Action<PartRows> take) : IPartSink
    {
        public void Commit(PartRows rows) => take(rows);
    }
}
