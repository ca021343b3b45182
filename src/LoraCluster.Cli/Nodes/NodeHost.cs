using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Node;
using LoraCluster.Results.Manifest;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cli.Nodes;

/// <summary>The life of a node's process: starts it, waits for a signal or for the cluster to be done with it, and says how it ended.</summary>
internal static class NodeHost
{
    /// <summary>Runs a node to its end and returns the exit code.</summary>
    public static async Task<int> RunAsync(NodeSettings settings, Streams streams, ILoggerFactory logs)
    {
        using var signals = new StopSignals(_ => streams.Error.WriteLine("leaving the cluster: finishing or giving back what is leased (again to stop at once)"));
        SweepLoader.Prepare();
        await using var node = await StartAsync(settings, logs).ConfigureAwait(false);
        streams.Error.WriteLine($"lora-cluster: node {node.Address}, roles {string.Join(",", settings.Roles)}");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = signals.Token.Register(() => asked.TrySetResult());
        if (await Task.WhenAny(node.Ended, asked.Task).ConfigureAwait(false) == asked.Task)
        {
            await node.LeaveAsync().ConfigureAwait(false);
        }

        var end = await node.Ended.ConfigureAwait(false);
        if (end.Reason.Length > 0)
        {
            streams.Error.WriteLine($"lora-cluster: {end.Reason}");
        }

        return end.Kind switch
        {
            NodeEndKind.Left => ExitCodes.Ok,
            NodeEndKind.JoinFailed => ExitCodes.Unavailable,
            NodeEndKind.Refused => ExitCodes.VersionMismatch,
            NodeEndKind.NotTrusted => ExitCodes.Permission,
            _ => ExitCodes.Downed,
        };
    }

    private static async Task<ClusterNode> StartAsync(NodeSettings settings, ILoggerFactory logs)
    {
        try
        {
            return await ClusterNode.StartAsync(settings, Release.Version, SweepLoader.Experiments, logs).ConfigureAwait(false);
        }
        catch (Exception fault) when (PortTaken(fault))
        {
            throw new CommandException(
                ExitCodes.Unavailable,
                $"{settings.Bind.Host}:{settings.Bind.Port}: the port is taken, perhaps by another node ('ss -ltnp' tells which process has it); port 0 takes a free one");
        }
    }

    private static bool PortTaken(Exception fault) =>
        fault is not OutputRefusedException && (fault is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse }
            || (fault.InnerException is { } inner && PortTaken(inner))
            || (fault is AggregateException many && many.InnerExceptions.Any(PortTaken)));
}
