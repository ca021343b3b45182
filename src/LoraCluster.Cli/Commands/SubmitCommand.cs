using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Remote;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster submit SWEEP</c></summary>
internal static class SubmitCommand
{
    public static Command Create(Streams streams)
    {
        var file = PathArgument.Of("SWEEP", "The sweep file (YAML); its dataset lands in the cluster's data directory, under the sweep's name.");
        var priority = RangeOption.Of(
            "--priority",
            "N",
            "Of the sweeps that wait, those with the highest get the workers.",
            0,
            Job.PriorityMin,
            Job.PriorityMax,
            $"a whole number from {Job.PriorityMin} to {Job.PriorityMax}");
        var wait = new Option<bool>("--wait") { Description = "Show progress until the sweep has ended; exit as 'run' would have. Ctrl-C ends the watch, not the sweep." };
        var patience = PatienceOption.Create();
        var json = new Option<bool>("--json") { Description = "Print where the sweep stands as one line of JSON." };
        var node = new NodeArguments();
        var command = new Command("submit", "Give a sweep to a cluster. Once accepted it survives the loss of every process. The same sweep again is no second one.")
        {
            file, priority, wait, patience, json,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            (byte[] text, _) = SweepLoader.TextOf(path);
            using NodeClient client = node.Connect(parsed);
            Task<(JobStatus Status, bool IsNew)> Submit(CancellationToken token) => client.SubmitAsync(text, path, parsed.GetValue(priority), token);
            if (parsed.GetValue(wait))
            {
                return await new WatchSession(client, parsed.GetValue(patience), node.AsGiven(parsed), parsed.GetValue(json), streams).RunAsync(Submit).ConfigureAwait(false);
            }

            (JobStatus status, bool isNew) = await Submit(cancellation).ConfigureAwait(false);
            string watch = $"lora-cluster watch {status.Name}{node.AsGiven(parsed)}";
            streams.Out.WriteLine(parsed.GetValue(json) ? JobText.Json(status)
                : isNew ? $"{JobText.Name(status)}: accepted; watch it with: {watch}"
                : "already there: " + JobText.Of(status));
            return ExitCodes.Ok;
        });
        return command;
    }
}
