using System.CommandLine;
using LoraCluster.Cli.Output;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster plan SWEEP</c></summary>
internal static class PlanCommand
{
    public static Command Create(Streams streams)
    {
        var arguments = new SweepArguments();
        var json = new Option<bool>("--json") { Description = "Print the plan as one line of JSON." };
        var command = new Command("plan", "Say what a sweep will cost: cells, trials, parts, CPU time, size. Computes nothing.") { json };
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            PlanReport.Write(streams.Out, arguments.Read(parsed), parsed.GetValue(json));
            return ExitCodes.Ok;
        });
        return command;
    }
}
