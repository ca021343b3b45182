namespace LoraCluster.Cluster.Node;

/// <summary>How a node stands with its cluster, for those outside the actor system. Thread-safe.</summary>
public sealed class NodeState
{
    /// <summary>Device failures in a node's life after which it leaves the storing to others.</summary>
    public const int DeviceFailuresMax = 3;

    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _deviceFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _deviceFailures;
    private volatile string _waitsFor = "joining the cluster";

    /// <summary>What has to happen before the node is of use; empty where nothing has to.</summary>
    public string WaitsFor => _waitsFor;

    /// <summary>Completes with the reason once the coordinator refuses this node.</summary>
    public Task<string> Refused => _refused.Task;

    /// <summary>Completes with the last failure once the device has failed too often.</summary>
    public Task<string> DeviceFailed => _deviceFailed.Task;

    internal void NoteDeviceFailure(string reason)
    {
        if (Interlocked.Increment(ref _deviceFailures) >= DeviceFailuresMax)
        {
            _deviceFailed.TrySetResult(reason);
        }
    }

    internal void Wait(string reason) => _waitsFor = reason;

    internal void Refuse(string reason) => _refused.TrySetResult(reason);
}
