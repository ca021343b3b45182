using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Advising;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster theory</c></summary>
internal static class TheoryCommand
{
    public static Command Create(Streams streams)
    {
        var problem = new ProblemOptions();
        var simulation = new SimulationOptions();
        var all = new Option<bool>("--all") { Description = "Show every rank." };
        var output = new Option<string?>("--out") { Description = "Draw the curve as DIR/theory.png and DIR/theory.svg, too.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print every rank as one line of JSON." };
        var command = new Command("theory", "Expected excess risk at every rank, its bias and its variance, without a sweep: by theory, or simulated where the theory does not hold.") { all, output, json };
        problem.AddTo(command);
        simulation.AddTo(command);
        command.SetAction(parsed =>
        {
            var risks = simulation.RisksOf(problem.Read(parsed), parsed);
            if (parsed.GetValue(output) is { } directory)
            {
                foreach (string file in RiskFigure.Write(risks, directory))
                {
                    streams.Error.WriteLine($"wrote {file}");
                }
            }

            if (parsed.GetValue(json))
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(RiskText.Json(risks)));
                return ExitCodes.Ok;
            }

            RiskText.Write(streams.Out, risks, parsed.GetValue(all));
            streams.Error.WriteLine($"* least expected risk; {RiskText.Source(risks)}");
            return ExitCodes.Ok;
        });
        return command;
    }
}
