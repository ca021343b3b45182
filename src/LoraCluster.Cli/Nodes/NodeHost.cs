using System.Net.Sockets;
using LoraCluster.Cli.Live;
using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Node;
using LoraCluster.Server;
using LoraCluster.Server.Live;
using LoraCluster.Server.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cli.Nodes;

/// <summary>The life of a node's process: starts it, waits for a signal or for the cluster to be done with it, and says how it ended.</summary>
internal sealed class NodeHost(NodeChoices choices, Streams streams)
{
    // A node started again right after its predecessor was killed may connect while the others still take it for that one; once they have dropped the predecessor, Akka's remoting answers
    // on new connections only.
    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(20);

    /// <summary>Runs a node to its end and returns the exit code. Throws <see cref="CommandException"/> for what keeps it from starting.</summary>
    public async Task<int> RunAsync()
    {
        using var signals = new StopSignals(streams.Error.WriteLine, "leaving the cluster: finishing or giving back what is leased (again to stop at once)");
        SweepLoader.Prepare();
        var settings = SettingsOf(choices);
        string? token = choices.TokenPath is { } path ? NodeFiles.Secret(path) : null;
        using var logs = NodeLogging.CreateFactory(choices.LogFormat, TimeProvider.System);
        for (TimeSpan left = settings.JoinTimeout; ; left -= AttemptMax)
        {
            TimeSpan attempt = left < AttemptMax ? left : AttemptMax;
            NodeEnd end = await Live(settings with { JoinTimeout = attempt }, token, logs, signals.Token).ConfigureAwait(false);
            if (end.Kind != NodeEndKind.JoinFailed || left <= AttemptMax || signals.Token.IsCancellationRequested)
            {
                return CodeOf(end);
            }

            streams.Error.WriteLine("lora-cluster: no seed node has answered yet; trying again with new connections");
        }
    }

    private async Task<NodeEnd> Live(NodeSettings settings, string? token, ILoggerFactory logs, CancellationToken stop)
    {
        await using var node = await StartNode(settings, logs).ConfigureAwait(false);
        await using var telemetry = await TelemetryHost.StartAsync(choices.Collector, node.Address, logs).ConfigureAwait(false);
        await using var web = choices.Http is null ? null : await StartWeb(node, settings, token, logs).ConfigureAwait(false);
        streams.Error.WriteLine(
            $"lora-cluster {Release.Version}: node {node.Address}, {string.Join(", ", settings.Roles)}"
            + (web is null ? string.Empty : $"; API at {NodeWeb.BaseAddress(web)}"));
        await EndOf(node, stop).ConfigureAwait(false);
        return await node.Ended.ConfigureAwait(false);
    }

    /// <summary>The node's settings with its certificate read; throws <see cref="CommandException"/> (77) for one that cannot be used.</summary>
    public static NodeSettings SettingsOf(NodeChoices choices)
    {
        try
        {
            return choices.CertificatePath is { } path
                ? choices.Node with { Tls = TlsIdentity.Load(path, choices.PasswordPath, choices.AuthorityPath!, TimeProvider.System.GetUtcNow()) }
                : choices.Node;
        }
        catch (CertificateException trouble)
        {
            throw new CommandException(ExitCodes.Permission, trouble.Message);
        }
    }

    private static async Task EndOf(ClusterNode node, CancellationToken stop)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = stop.Register(() => asked.TrySetResult());
        if (await Task.WhenAny(node.Ended, asked.Task).ConfigureAwait(false) == asked.Task)
        {
            await node.LeaveAsync().ConfigureAwait(false);
        }
    }

    private int CodeOf(NodeEnd end)
    {
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
            NodeEndKind.DeviceFailed => ExitCodes.Io,
            _ => ExitCodes.Downed,
        };
    }

    private static async Task<ClusterNode> StartNode(NodeSettings settings, ILoggerFactory logs)
    {
        try
        {
            return await ClusterNode.StartAsync(settings, Release.Version, SweepLoader.Experiments, logs).ConfigureAwait(false);
        }
        catch (Exception fault) when (SocketTrouble(fault) is { } trouble)
        {
            throw Unavailable("--bind", settings.Bind.Host, settings.Bind.Port, trouble);
        }
    }

    private async Task<WebApplication> StartWeb(ClusterNode node, NodeSettings settings, string? token, ILoggerFactory logs)
    {
        var options = new NodeWebOptions
        {
            Bind = choices.Http!,
            Certificate = settings.Tls?.Certificate,
            Token = token,
            AllowedHosts = settings.Advertise is { } advertised ? [.. choices.HttpHosts, advertised.Host] : choices.HttpHosts,
            Limits = choices.Limits,
            MaxDatasetBytes = choices.MaxDatasetBytes,
            Data = settings.Roles.Contains(NodeRoles.Aggregator) ? new NodeDatasets(settings.DataDirectory!) : new NoSweepData(),
            Release = Release.Version,
            NotReadyBecause = () => node.State.WaitsFor is { Length: > 0 } reason ? reason : null,
        };
        var web = NodeWeb.Create(options, node.Jobs, SweepLoader.Experiments, logs);
        try
        {
            await web.StartAsync().ConfigureAwait(false);
            return web;
        }
        catch (Exception fault) when (SocketTrouble(fault) is { } trouble)
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw Unavailable("--http", choices.Http!.Host, choices.Http.Port, trouble);
        }
    }

    private static CommandException Unavailable(string option, string host, int port, SocketException trouble) => new(
        ExitCodes.Unavailable,
        $"{option} {host}:{port}: " + (trouble.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"the port is taken, perhaps by another node; 'ss -ltnp sport = :{port}' names the process, port 0 takes a free one"
            : $"cannot be listened at: {trouble.Message}"));

    private static SocketException? SocketTrouble(Exception fault) => fault switch
    {
        SocketException socket => socket,
        AggregateException many => many.InnerExceptions.Select(SocketTrouble).FirstOrDefault(s => s is not null),
        { InnerException: { } inner } => SocketTrouble(inner),
        _ => null,
    };
}
