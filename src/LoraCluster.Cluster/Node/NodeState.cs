namespace LoraCluster.Cluster.Node;

/// <summary>How a node stands with its cluster, for those outside the actor system. Thread-safe.</summary>
public sealed class NodeState
{
    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _waitsFor = "joining the cluster";

    /// <summary>What has to happen before the node is of use; empty where nothing has to.</summary>
    public string WaitsFor => _waitsFor;

    /// <summary>Completes with the reason once the coordinator refuses this node.</summary>
    public Task<string> Refused => _refused.Task;

    internal void Wait(string reason) => _waitsFor = reason;

    internal void Refuse(string reason) => _refused.TrySetResult(reason);
}
