using System.CommandLine;
using LoraCluster.Cli.Remote;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster watch NAME</c></summary>
internal static class WatchCommand
{
    public static Command Create(Streams streams)
    {
        var name = JobArgument.Create();
        var patience = PatienceOption.Create();
        var json = new Option<bool>("--json") { Description = "Print where the sweep stands as a line of JSON whenever that changes." };
        var node = new NodeArguments();
        var command = new Command("watch", "Show a submitted sweep's progress until it has ended; exit as 'run' would have. Ctrl-C ends the watch, not the sweep.") { name, patience, json };
        node.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using NodeClient client = node.Connect(parsed);
            return await new WatchSession(client, parsed.GetValue(patience), node.AsGiven(parsed), parsed.GetValue(json), streams)
                .RunAsync(parsed.GetRequiredValue(name)).ConfigureAwait(false);
        });
        return command;
    }
}
