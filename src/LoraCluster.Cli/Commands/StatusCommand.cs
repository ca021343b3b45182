using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster status NAME</c></summary>
internal static class StatusCommand
{
    public static Command Create(Streams streams)
    {
        var name = JobArgument.Create();
        var json = new Option<bool>("--json") { Description = "Print it as one line of JSON." };
        var node = new NodeArguments();
        var command = new Command("status", "Say where a submitted sweep stands.") { name, json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using NodeClient client = node.Connect(parsed);
            JobStatus status = await client.FindAsync(parsed.GetRequiredValue(name), cancellation).ConfigureAwait(false);
            streams.Out.WriteLine(parsed.GetValue(json) ? JobText.Json(status) : JobText.Of(status));
            return ExitCodes.Ok;
        });
        return command;
    }
}
