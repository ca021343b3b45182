using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Advising;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster boundary</c></summary>
internal static class BoundaryCommand
{
    public static Command Create(Streams streams)
    {
        var x = new Option<string>("--x") { Description = "The horizontal axis: n=100..10000, or n=100,200,400.", HelpName = "NAME=VALUES", Required = true };
        var y = new Option<string>("--y") { Description = "The vertical axis.", HelpName = "NAME=VALUES", Required = true };
        var points = Within(new Option<int>("--points") { Description = "Values of an axis given by its ends.", HelpName = "N", DefaultValueFactory = _ => 60 }, 2, 1000);
        var check = Within(new Option<int>("--check") { Description = "Simulate so many points beside the boundary and say where simulation disagrees.", HelpName = "N" }, 0, 10_000);
        var trials = Within(new Option<int>("--trials") { Description = "Trials of a simulated point.", HelpName = "N", DefaultValueFactory = _ => 200 }, 20, 10_000_000);
        var csv = new Option<bool>("--csv") { Description = "Print the points as comma-separated values." };
        var json = new Option<bool>("--json") { Description = "Print them as one line of JSON." };
        var output = new Option<string?>("--out") { Description = "Draw the map into this directory: boundary.png and boundary.svg.", HelpName = "DIR" };
        var problem = new ProblemOptions();
        var command = new Command("boundary", "Where does LoRA beat full fine-tuning, and at which rank? A map over two parameters, by theory; simulated where that does not hold.") { x, y, points, check, trials, csv, json, output };
        problem.AddTo(command);
        command.SetAction(parsed =>
        {
            var across = BoundaryAxis.Parse("--x", parsed.GetRequiredValue(x), parsed.GetValue(points));
            var up = BoundaryAxis.Parse("--y", parsed.GetRequiredValue(y), parsed.GetValue(points));
            if (across.Parameter == up.Parameter)
            {
                throw new CommandException(ExitCodes.Usage, "--x, --y: the same parameter twice");
            }

            // Read first, so that what is wrong is said once, from this thread.
            LinearProblem[][] problems = [.. Enumerable.Range(0, up.Values.Count).Select(row => Enumerable.Range(0, across.Values.Count).Select(column => problem.Read(parsed, across.At(column), up.At(row))).ToArray())];
            var map = BoundaryMap.Of(problems, parsed.GetValue(trials));
            var verdict = BoundaryCheck.Of(map.Beside(parsed.GetValue(check)), parsed.GetValue(trials));
            if (parsed.GetValue(json))
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    x = across.Parameter.Name,
                    y = up.Parameter.Name,
                    points = map.Rows.SelectMany((row, j) => row.Select((point, i) => new { x = across.Number(i), y = up.Number(j), best_rank = point.BestRank, ratio = point.Ratio, simulated = point.IsSimulated })),
                    check = new { points = verdict.Points, agree = verdict.Agree, undecided = verdict.Undecided },
                }));
            }
            else if (parsed.GetValue(csv))
            {
                BoundaryText.WriteCsv(streams.Out, map, across, up);
            }
            else
            {
                BoundaryText.Write(streams.Out, map, across, up);
                streams.Out.WriteLine(BoundaryText.Summary(map));
            }

            if (parsed.GetValue(output) is { } directory)
            {
                foreach (string path in BoundaryFigure.Write(map, across, up, problem.Fixed(parsed, across.Parameter, up.Parameter), directory))
                {
                    streams.Error.WriteLine(path);
                }
            }

            if (verdict.Points > 0)
            {
                streams.Error.WriteLine(verdict.Sentence);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<int> Within(Option<int> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            int value = result.GetValueOrDefault<int>();
            if (value < least || value > most)
            {
                result.AddError($"option {option.Name}: got {value}; expected {least} to {most}");
            }
        });
        return option;
    }
}
