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
        var workers = RangeOption.Of(
            "--workers",
            "Solver threads. The dataset does not depend on it.",
            Environment.ProcessorCount,
            1,
            MostWorkers,
            $"a whole number from 1 to {MostWorkers}");
        var extend = new Option<bool>("--extend") { Description = "The directory holds a smaller version of this sweep: reuse what it has." };
        var acceptRelease = new Option<bool>("--accept-release") { Description = "Go on with a dataset that another release began." };
        var diskWait = RangeOption.Of("--disk-wait", "Seconds to wait for space on a full disk before stopping.", 600.0, 0.001, 1e7, "seconds above 0");
        var maxDatasetBytes = RangeOption.Of(
            "--max-dataset-bytes", "Refuse sweeps whose dataset would be larger than this.", 1e11, 1, double.MaxValue, "a number of bytes, 1 or more");
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
                DiskWait = TimeSpan.FromSeconds(parsed.GetValue(diskWait)),
                MaxDatasetBytes = parsed.GetValue(maxDatasetBytes),
                Json = asJson,
                Quiet = parsed.GetValue(quiet),
            };
            return await new SweepSession(definition, options, streams).RunAsync().ConfigureAwait(false);
        });
        return command;
    }
}
