using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Advising;
using LoraCluster.FineTuning.Engine;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster evaluate --model M --task T [--tuned DIR] [--adapter DIR]</c></summary>
internal static class EvaluateCommand
{
    public static Command Create(Streams streams)
    {
        var tuned = PathArgument.Option("--tuned", "A model directory with weights to take instead, as 'tune' writes them.");
        var adapter = PathArgument.Option("--adapter", "A LoRA adapter in PEFT's format to add.");
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON." };
        var options = new FineTuneOptions(parameter => parameter.Name is "model" or "task" or "max_tokens");
        var command = new Command("evaluate", "Tell how well a network answers a task's test split: with the choices of a question by their log-likelihood, as lm-evaluation-harness does.") { tuned, adapter, json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var (error, loss) = TrainingLibrary.Engine.Evaluate(options.Read(parsed, null), parsed.GetValue(tuned), parsed.GetValue(adapter));
            streams.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { error, accuracy = 1 - error, loss })
                : string.Create(CultureInfo.InvariantCulture, $"""
                    accuracy  {1 - error:P2}
                    error     {error:P2}
                    loss      {loss:G4} nats
                    """));
            return ExitCodes.Ok;
        });
        return command;
    }
}
