using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster nodes</c></summary>
internal static class NodesCommand
{
    public static Command Create(Streams streams)
    {
        var json = new Option<bool>("--json") { Description = "Print them as one line of JSON." };
        var node = new NodeArguments();
        var command = new Command("nodes", "List the nodes of a cluster.") { json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using NodeClient client = node.Connect(parsed);
            NodeList list = await client.NodesAsync(cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(list, ApiJson.Default.NodeList));
            }
            else
            {
                TextTable.Write(streams.Out, ["ADDRESS", "ROLES", "THREADS", "RELEASE", "STATE"], [.. list.Nodes.Select(Row)]);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static string[] Row(NodeStatus node) =>
    [
        Quote.Clip(node.Address),
        Quote.Clip(string.Join(',', node.Roles)),
        Units.Count(node.Workers),
        Quote.Clip(node.Release),
        !node.IsReachable ? "unreachable" : node.IsCoordinator ? "coordinates" : "up",
    ];
}
