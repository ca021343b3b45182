using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster list</c></summary>
internal static class ListCommand
{
    public static Command Create(Streams streams)
    {
        var json = new Option<bool>("--json") { Description = "Print them as one line of JSON." };
        var node = new NodeArguments();
        var command = new Command("list", "List the sweeps in a cluster's data directory, in order of submission.") { json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using NodeClient client = node.Connect(parsed);
            SweepList list = await client.ListAsync(cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(list, ApiJson.Default.SweepList));
            }
            else if (list.Sweeps.Count == 0)
            {
                streams.Error.WriteLine("no sweeps yet; 'lora-cluster submit SWEEP' gives the cluster one");
            }
            else
            {
                TextTable.Write(streams.Out, ["NAME", "STATE", "PRIORITY", "PARTS", "THREADS", "ROWS", "MESSAGE"], [.. list.Sweeps.Select(Row)]);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

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
