using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster run SWEEP --out DIR</c></summary>
internal static class RunCommand
{
    private const int MostWorkers = 1024;

    public static Command Create(Streams streams)
    {
        var sweep = new SweepArguments();
        var output = new Option<string?>("--out") { Description = "The dataset directory. [default: out/<name of the sweep>]" };
        var workers = Workers();
        var extend = new Option<bool>("--extend") { Description = "The directory holds a smaller version of this sweep: reuse what it has." };
        var acceptRelease = new Option<bool>("--accept-release") { Description = "Go on with a dataset that another release began." };
        var diskWait = SweepArguments.Positive<double>("--disk-wait", "Seconds to wait for space on a full disk before stopping.", 600);
        var maxDatasetBytes = SweepArguments.Positive<double>("--max-dataset-bytes", "Refuse sweeps whose dataset would be larger than this.", 1e11);
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and compute nothing." };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON." };
        var quiet = new Option<bool>("--quiet") { Description = "No progress on standard error." };
        var command = new Command("run", "Run a sweep on this machine and leave a Parquet dataset. Running it again resumes.")
        {
            output, workers, extend, acceptRelease, diskWait, maxDatasetBytes, dryRun, json, quiet,
        };
        sweep.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(extend) && result.GetValue(acceptRelease))
            {
                result.AddError("--extend and --accept-release exclude each other: an extension must come from the release that began the dataset");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            var definition = sweep.Read(parsed);
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(dryRun))
            {
                PlanReport.Write(streams.Out, definition, asJson);
                return ExitCodes.Ok;
            }

            var options = new RunOptions
            {
                Output = parsed.GetValue(output) ?? Path.Combine("out", definition.Name),
                Workers = parsed.GetValue(workers),
                Extend = parsed.GetValue(extend),
                AcceptRelease = parsed.GetValue(acceptRelease),
                DiskWait = TimeSpan.FromSeconds(Math.Min(parsed.GetValue(diskWait), 1e7)),
                MaxDatasetBytes = parsed.GetValue(maxDatasetBytes),
                Json = asJson,
                Quiet = parsed.GetValue(quiet),
            };
            return await new SweepSession(definition, options, streams).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static Option<int> Workers()
    {
        var option = new Option<int>("--workers")
        {
            Description = "Solver threads. The dataset does not depend on it.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() is < 1 or > MostWorkers)
            {
                result.AddError($"option --workers: got '{string.Join(' ', result.Tokens)}'; expected a whole number from 1 to {MostWorkers}");
            }
        });
        return option;
    }
}
