using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster list</c></summary>
internal static class ListCommand
{
    public static Command Create(Streams streams) => Listing.Create(
        new Command("list", "List the sweeps in a cluster's data directory, in order of submission."),
        streams,
        (client, cancellation) => client.ListAsync(cancellation),
        list => JsonSerializer.Serialize(list, ApiJson.Default.SweepList),
        ["NAME", "STATE", "PRIORITY", "PARTS", "THREADS", "ROWS", "MESSAGE"],
        list => [.. list.Sweeps.Select(Row)],
        "no sweeps yet; 'lora-cluster submit SWEEP' gives the cluster one");

    private static string[] Row(JobStatus status) =>
    [
        JobText.Name(status),
        JobText.State(status),
        status.Priority.ToString(CultureInfo.InvariantCulture),
        status.PartsTotal > 0 ? $"{Units.Count(status.PartsCommitted)}/{Units.Count(status.PartsTotal)}" : "-",
        status.HasEnded ? "-" : Units.Count(status.Workers),
        status.Rows is { } rows ? Units.Count(rows) : "-",
        Quote.Clip(status.Message),
    ];
}
