using System.CommandLine;
using System.Text.Json;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Verification;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster verify DIR</c></summary>
internal static class VerifyCommand
{
    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory.");
        var recompute = RangeOption.Of(
            "--recompute",
            "N",
            "Also compute this many cells again, spread over the grid, and compare every number.",
            0,
            0,
            int.MaxValue,
            "a whole number, 0 or more");
        var json = new Option<bool>("--json") { Description = "Print the findings as one line of JSON." };
        var command = new Command("verify", "Check every byte of a dataset against its own records.") { directory, recompute, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(directory), parsed.GetValue(recompute), parsed.GetValue(json), streams));
        return command;
    }

    private static int Run(string path, int recompute, bool json, Streams streams)
    {
        SweepLoader.RequireDirectory(path);
        if (!HoldsDataset(path))
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: holds no dataset; expected _sweep.json and risks/, as 'lora-cluster run' writes them");
        }

        IReadOnlyList<Finding> findings = DatasetVerifier.Verify(path);
        bool damaged = findings.Any(f => f.IsDamage);
        string[] differences = damaged || recompute == 0 ? [] : [.. CellRecomputation.Differences(path, recompute)];
        int code = differences.Length > 0 ? ExitCodes.Internal
            : findings.Any(f => f.Kind is FindingKind.Corrupt or FindingKind.Missing && f.IsDamage) ? ExitCodes.Io
            : damaged ? ExitCodes.Stopped
            : ExitCodes.Ok;
        if (json)
        {
            WriteJson(path, findings, differences, code, streams);
        }
        else
        {
            WriteText(path, findings, differences, recompute, code, streams);
        }

        return code;
    }

    private static bool HoldsDataset(string path)
    {
        var layout = new DatasetLayout(path);
        return File.Exists(layout.Header) || File.Exists(layout.Manifest) || Directory.Exists(layout.Commits);
    }

    private static void WriteText(
        string path, IReadOnlyList<Finding> findings, string[] differences, int recompute, int code, Streams streams)
    {
        foreach (Finding finding in findings.Where(f => f.Kind != FindingKind.Ok))
        {
            streams.Out.WriteLine($"{finding.Kind.ToString().ToLowerInvariant(),-10} {finding.Name}  {finding.Detail}");
        }

        foreach (string difference in differences)
        {
            streams.Out.WriteLine("differs    " + difference);
        }

        int ok = findings.Count(f => f.Kind == FindingKind.Ok);
        streams.Out.WriteLine(code switch
        {
            ExitCodes.Ok => $"{path}: {ok} files verified" + (recompute > 0 ? ", recomputed cells agree bit by bit" : string.Empty)
                + (DatasetManifest.Load(path) is { } manifest ? $"  (manifest {manifest.DatasetHash[..16]})" : string.Empty),
            ExitCodes.Internal => $"{path}: {Units.Of(differences.Length, "recomputed cell")} differ from what is stored; this machine or that dataset cannot be trusted",
            _ => $"{path}: {ok} files verified; " + (findings.Any(IsDamagedHeader)
                ? $"restore {DatasetLayout.HeaderName} from a copy, then running the sweep again repairs the rest"
                : "running the sweep again repairs the rest"),
        });
    }

    // A missing one is written anew by the same sweep; a damaged one may speak of another sweep, and is not overwritten.
    private static bool IsDamagedHeader(Finding finding) => finding is { Kind: FindingKind.Corrupt, Name: DatasetLayout.HeaderName };

    private static void WriteJson(string path, IReadOnlyList<Finding> findings, string[] differences, int code, Streams streams) =>
        streams.Out.WriteLine(JsonSerializer.Serialize(new
        {
            dataset = path,
            ok = code == ExitCodes.Ok,
            files_verified = findings.Count(f => f.Kind == FindingKind.Ok),
            manifest_sha256 = DatasetManifest.Load(path)?.DatasetHash,
            findings = findings.Where(f => f.Kind != FindingKind.Ok)
                .Select(f => new { kind = f.Kind.ToString().ToLowerInvariant(), name = f.Name, detail = f.Detail, damage = f.IsDamage }),
            differences,
        }));
}
