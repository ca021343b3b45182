using System.CommandLine;
using System.Net;
using LoraCluster.Cli.Live;
using LoraCluster.Cli.Nodes;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Cluster.Local;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster run SWEEP --out DIR</c></summary>
internal static class RunCommand
{
    private const int MostWorkers = 1024;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1.5);

    public static Command Create(Streams streams)
    {
        var sweep = new SweepArguments();
        var output = PathArgument.Option("--out", "The dataset directory; created if it is not there. [default: out/NAME, the name in the sweep file]");
        var workers = RangeOption.Of(
            "--workers",
            "N",
            "Solver threads, by default one per core. The dataset does not depend on it.",
            Environment.ProcessorCount,
            1,
            MostWorkers,
            $"a whole number from 1 to {MostWorkers}");
        var extend = new Option<bool>("--extend") { Description = "The directory holds an earlier, smaller version of this sweep: compute only what is new. (More trials need keep_trials.)" };
        var acceptRelease = new Option<bool>("--accept-release") { Description = "Go on with a dataset that another release of lora-cluster began." };
        var diskWait = RangeOption.Of(
            "--disk-wait", "SECONDS", "How long to wait for space on a full disk before stopping, resumable.", 600.0, 0.001, 1e7, "seconds above 0");
        var maxDatasetBytes = RangeOption.Of(
            "--max-dataset-bytes", "BYTES", "Refuse a sweep whose dataset would be larger than this; 1e11 is 100 GB.", 1e11, 1, double.MaxValue, "a number of bytes, 1 or more");
        var http = new Option<string?>("--http") { HelpName = "HOST:PORT", Description = "Serve a live page of the run at this loopback address; port 0 takes a free one." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what 'plan' prints, or what is wrong; compute nothing and write nothing." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one line of JSON." };
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress; notes and errors still go to standard error." };
        var command = new Command("run", "Run a sweep on this machine and leave a Parquet dataset. The same command again resumes after any interruption.")
        {
            output, workers, http, json, quiet, dryRun, extend, acceptRelease, diskWait, maxDatasetBytes,
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
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(dryRun))
            {
                var planned = sweep.Read(parsed);
                PlanReport.Write(streams.Out, planned, asJson);
                SweepSession.EstimateWithin(planned, parsed.GetValue(maxDatasetBytes));
                return ExitCodes.Ok;
            }

            // What takes long to start does so on the other cores while the sweep file is read.
            await using var cluster = new LocalCluster();
            SweepLoader.Prepare();
            var definition = sweep.Read(parsed);
            var options = new RunOptions
            {
                Sweep = sweep.PathOf(parsed),
                Limits = sweep.LimitsOf(parsed) + SweepArguments.AsGiven(parsed, maxDatasetBytes),
                Output = parsed.GetValue(output) ?? Path.Combine("out", definition.Name),
                Workers = parsed.GetValue(workers),
                Extend = parsed.GetValue(extend),
                AcceptRelease = parsed.GetValue(acceptRelease),
                DiskWait = TimeSpan.FromSeconds(parsed.GetValue(diskWait)),
                MaxDatasetBytes = parsed.GetValue(maxDatasetBytes),
                Json = asJson,
                Quiet = parsed.GetValue(quiet),
            };
            return parsed.GetValue(http) is { } address
                ? await WatchedAsync(definition, options, streams, cluster, address).ConfigureAwait(false)
                : await new SweepSession(definition, options, streams, cluster).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> WatchedAsync(SweepDefinition definition, RunOptions options, Streams streams, LocalCluster cluster, string address)
    {
        var job = new LocalJob(definition, options.Workers);
        await using var page = await LocalPage.StartAsync(PageAddress(address), job, definition, options.Output, streams).ConfigureAwait(false);
        int code = await new SweepSession(definition, options, streams, cluster, job).RunAsync().ConfigureAwait(false);
        job.End(code);

        // Whoever watches sees the end before the page is gone.
        await Task.Delay(Farewell).ConfigureAwait(false);
        return code;
    }

    private static DnsEndPoint PageAddress(string address)
    {
        try
        {
            return SettingParser.EndPoint(address, 0);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.Usage, $"option --http: got '{address}'; expected {e.Message}");
        }
    }
}
