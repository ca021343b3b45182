using System.CommandLine;
using System.Globalization;
using System.Net;
using LoraCluster.Cli.Nodes;
using LoraCluster.Cluster.Node;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster node</c></summary>
internal static class NodeCommand
{
    public static Command Create(Streams streams)
    {
        var roles = new Option<string>("--roles") { DefaultValueFactory = _ => "coordinator,worker,aggregator" };
        var bind = new Option<string>("--bind") { DefaultValueFactory = _ => "127.0.0.1:0" };
        var seeds = new Option<string>("--seeds") { DefaultValueFactory = _ => string.Empty };
        var data = new Option<string?>("--data");
        var http = new Option<string?>("--http");
        var workers = new Option<int>("--workers") { DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("node", "Join or seed a cluster.") { roles, bind, seeds, data, http, workers };
        command.SetAction(async (parsed, _) =>
        {
            var settings = new NodeSettings
            {
                Roles = parsed.GetValue(roles)!.Split(',').ToHashSet(),
                Bind = EndPointOf(parsed.GetValue(bind)!),
                Seeds = [.. parsed.GetValue(seeds)!.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(EndPointOf)],
                DataDirectory = parsed.GetValue(data),
                Workers = parsed.GetValue(workers),
                Http = parsed.GetValue(http) is { } web ? EndPointOf(web) : null,
            };
            using var logs = LoggerFactory.Create(b => b.AddSimpleConsole(o => o.SingleLine = true));
            return await NodeHost.RunAsync(settings, streams, logs).ConfigureAwait(false);
        });
        return command;
    }

    private static DnsEndPoint EndPointOf(string text)
    {
        int colon = text.LastIndexOf(':');
        return new DnsEndPoint(text[..colon], int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));
    }
}
