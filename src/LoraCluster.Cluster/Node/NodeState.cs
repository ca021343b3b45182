namespace LoraCluster.Cluster.Node;

/// <summary>How a node stands with its cluster, for those outside the actor system. Thread-safe.</summary>
public sealed class NodeState
{
    /// <summary>Device failures in a node's life after which it leaves the storing to others.</summary>
    public const int DeviceFailuresMax = 3;

    private readonly TaskCompletionSource<NodeEnd> _mustLeave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _deviceFailures;
    private volatile bool _hasJoined;
    private volatile string _waitsFor = "joining the cluster";

    /// <summary>What has to happen before the node is of use; empty where nothing has to.</summary>
    public string WaitsFor => _waitsFor;

    /// <summary>Completes once the node must leave by itself: the coordinator refuses it, its device has failed too often, or its cluster yields to another.</summary>
    public Task<NodeEnd> MustLeave => _mustLeave.Task;

    /// <summary>True once a coordinator has taken the node in.</summary>
    internal bool HasJoined => _hasJoined;

    internal void NoteDeviceFailure(string reason)
    {
        if (Interlocked.Increment(ref _deviceFailures) >= DeviceFailuresMax)
        {
            _mustLeave.TrySetResult(new NodeEnd(NodeEndKind.DeviceFailed, $"{reason}; the device has failed {DeviceFailuresMax} times, other nodes store the parts"));
        }
    }

    internal void Wait(string reason) => _waitsFor = reason;

    internal void Join() => (_hasJoined, _waitsFor) = (true, string.Empty);

    internal void Yield(string reason) => _mustLeave.TrySetResult(new NodeEnd(NodeEndKind.Downed, reason));

    internal void Refuse(string reason) => _mustLeave.TrySetResult(new NodeEnd(NodeEndKind.Refused, reason));
}
