using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Advising;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Engine;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster tune --model M --task T [--rank R] --out DIR</c></summary>
internal static class TuneCommand
{
    public static Command Create(Streams streams)
    {
        var output = PathArgument.RequiredOption("--out", "Where the tuned model or the adapter goes; created if it is not there, refused where it holds something.");
        var rank = RangeOption.Optional(
            "--rank", "R", "LoRA of this rank; full fine-tuning where it is not given.", 1, FineTuneParameters.RankMax, $"a whole number from 1 to {FineTuneParameters.RankMax}");
        var seed = RangeOption.Of("--seed", "N", "Which data, order and beginnings are drawn.", 1, 0, int.MaxValue, "a whole number from 0 on");
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON." };
        var options = new FineTuneOptions(_ => true);
        var command = new Command("tune", "Fine-tune one network once and keep the result: a model directory, or a LoRA adapter in PEFT's format. The learning rate is chosen on a validation split.") { output, rank, seed, json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            string directory = parsed.GetRequiredValue(output);
            FineTuneSetting setting = options.Read(parsed, parsed.GetValue(rank));
            if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            {
                throw new CommandException(ExitCodes.OutputRefused, $"{directory}: holds something already; expected another --out");
            }

            FineTuneReport report = TrainingLibrary.Engine.Tune(setting, parsed.GetValue(rank), (ulong)parsed.GetValue(seed), directory);
            Tell(report, directory, parsed.GetValue(rank) is not null, parsed.GetValue(json), streams);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Tell(FineTuneReport report, string directory, bool isAdapter, bool asJson, Streams streams)
    {
        if (asJson)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                output = directory,
                @base = report.BaseDirectory,
                learning_rate = report.LearningRate,
                steps = report.Steps,
                trainable_parameters = report.TrainableParameters,
                train_loss = report.TrainLoss,
                error_before = report.ErrorBefore,
                error = report.Error,
            }));
            return;
        }

        streams.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            trained        {report.TrainableParameters:#,0} numbers in {report.Steps:#,0} steps, learning rate {report.LearningRate:G3}
            train loss     {report.TrainLoss:G4}
            test error     {report.Error:P2}, {report.ErrorBefore:P2} before
            wrote          {directory}
            its spectrum   lora-cluster spectrum --base {report.BaseDirectory} --{(isAdapter ? "adapter" : "tuned")} {directory}
            """));
    }
}
