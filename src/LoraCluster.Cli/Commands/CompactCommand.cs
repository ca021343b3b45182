using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Results.Compaction;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster compact DIR --out DIR2</c></summary>
internal static class CompactCommand
{
    private const int MostRows = 10_000_000;

    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory; its sweep must have finished.");
        var output = PathArgument.RequiredOption("--out", "Where to put the copy; created if it is not there.");
        var rows = RangeOption.Of(
            "--rows", "N", "Most rows of statistics in a file.", DatasetCompaction.RowsStandard, 1, MostRows, $"a whole number from 1 to {MostRows}");
        var json = new Option<bool>("--json") { Description = "Print what was written as one line of JSON." };
        var command = new Command("compact", "Copy a finished dataset into fewer, larger files for analytics. The copy is a dataset of its own and names its source; nothing can be added to it.")
        {
            directory, output, rows, json,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(directory), parsed.GetRequiredValue(output), parsed.GetValue(rows), parsed.GetValue(json), streams));
        return command;
    }

    private static int Run(string source, string target, int rows, bool json, Streams streams)
    {
        SweepDefinition definition = SweepLoader.FromDataset(source).Definition;
        DatasetManifest from = DatasetManifest.Load(source)
            ?? throw new CommandException(ExitCodes.NoInput, $"{source}: its sweep has not finished, or its manifest is damaged; run it to its end first");
        DatasetManifest copy = DatasetCompaction.Compact(source, definition, target, Release.Version, rows);
        if (json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                sweep = definition.Name,
                source,
                dataset = target,
                files_before = from.Files.Count,
                files = copy.Files.Count,
                rows = copy.RiskRows,
                trial_rows = copy.TrialRows,
                compacted_from = copy.CompactedFrom,
                manifest_sha256 = copy.DatasetHash,
            }));
            return ExitCodes.Ok;
        }

        streams.Out.WriteLine($"{definition.Name}: {Units.Of(copy.RiskRows + copy.TrialRows, "row")} in {Units.Of(copy.Files.Count, "file")} instead of {from.Files.Count}");
        streams.Out.WriteLine($"  {target}  (manifest {copy.DatasetHash[..16]}, copied from {from.DatasetHash[..16]})");
        return ExitCodes.Ok;
    }
}
