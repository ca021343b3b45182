using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster nodes</c></summary>
internal static class NodesCommand
{
    public static Command Create(Streams streams) => Listing.Create(
        new Command("nodes", "List the nodes of a cluster."),
        streams,
        (client, cancellation) => client.NodesAsync(cancellation),
        list => JsonSerializer.Serialize(list, ApiJson.Default.NodeList),
        ["ADDRESS", "ROLES", "THREADS", "HOLDS", "RELEASE", "STATE"],
        list => [.. list.Nodes.Select(Row)],
        "no node has said hello yet");

    private static string[] Row(NodeStatus node) =>
    [
        Quote.Clip(node.Address),
        Quote.Clip(string.Join(',', node.Roles)),
        Units.Count(node.Workers),
        Units.Of(node.BlocksHeld, "block"),
        Quote.Clip(node.Release),
        !node.IsReachable ? "unreachable" : node.IsCoordinator ? "coordinates" : "up",
    ];
}
