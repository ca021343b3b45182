using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster cancel NAME</c></summary>
internal static class CancelCommand
{
    public static Command Create(Streams streams)
    {
        var name = JobArgument.Create();
        var node = new NodeArguments();
        var command = new Command("cancel", "Stop a submitted sweep. What is committed stays; submitting the sweep again goes on from there.") { name };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using NodeClient client = node.Connect(parsed);
            JobStatus status = await client.CancelAsync(parsed.GetRequiredValue(name), cancellation).ConfigureAwait(false);
            streams.Out.WriteLine(status.State == JobState.Cancelled ? $"{JobText.Of(status)}; submitting it again goes on" : $"had ended already: {JobText.Of(status)}");
            return ExitCodes.Ok;
        });
        return command;
    }
}
