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
        Recomputed recomputed = damaged || recompute == 0 ? Recomputed.Nothing : Recompute(path, recompute);
        int code = recomputed.Refusal?.ExitCode
            ?? (recomputed.Differences.Count > 0 ? ExitCodes.Internal
            : findings.Any(f => f.Kind is FindingKind.Corrupt or FindingKind.Missing && f.IsDamage) ? ExitCodes.Io
            : damaged ? ExitCodes.Stopped
            : ExitCodes.Ok);
        if (json)
        {
            WriteJson(path, findings, recomputed, code, streams);
        }
        else
        {
            WriteText(path, findings, recomputed, code, streams);
        }

        return code;
    }

    // What the bytes say stands, whether or not this machine may compute anything again.
    private static Recomputed Recompute(string path, int count)
    {
        try
        {
            (int compared, IReadOnlyList<string> differences) = CellRecomputation.Compare(path, count);
            return new Recomputed(compared, differences, null);
        }
        catch (CommandException refusal)
        {
            return new Recomputed(0, [], refusal);
        }
    }

    private sealed record Recomputed(int Compared, IReadOnlyList<string> Differences, CommandException? Refusal)
    {
        public static Recomputed Nothing { get; } = new(0, [], null);
    }

    private static bool HoldsDataset(string path)
    {
        var layout = new DatasetLayout(path);
        return File.Exists(layout.Header) || File.Exists(layout.Manifest) || Directory.Exists(layout.Commits);
    }

    private static void WriteText(
        string path, IReadOnlyList<Finding> findings, Recomputed recomputed, int code, Streams streams)
    {
        foreach (Finding finding in findings.Where(f => f.Kind != FindingKind.Ok))
        {
            streams.Out.WriteLine($"{finding.Kind.ToString().ToLowerInvariant(),-10} {finding.Name}  {finding.Detail}");
        }

        foreach (string difference in recomputed.Differences)
        {
            streams.Out.WriteLine("differs    " + difference);
        }

        int ok = findings.Count(f => f.Kind == FindingKind.Ok);
        streams.Out.WriteLine(code switch
        {
            _ when recomputed.Refusal is { } refusal => $"{path}: {ok} files verified; nothing was computed again: {refusal.Message}",
            ExitCodes.Ok => $"{path}: {ok} files verified" + (recomputed.Compared > 0 ? $", {Units.Of(recomputed.Compared, "recomputed cell")} bit by bit as stored" : string.Empty)
                + (DatasetManifest.Load(path) is { } manifest ? $"  (manifest {manifest.DatasetHash[..16]})" : string.Empty),
            ExitCodes.Internal => $"{path}: {Units.Of(recomputed.Differences.Count, "recomputed cell")} differ from what is stored; this machine or that dataset cannot be trusted",
            _ => $"{path}: {ok} files verified; " + (findings.Any(IsDamagedHeader)
                ? $"restore {DatasetLayout.HeaderName} from a copy, then running the sweep again repairs the rest"
                : "running the sweep again repairs the rest"),
        });
    }

    // A missing one is written anew by the same sweep; a damaged one may speak of another sweep, and is not overwritten.
    private static bool IsDamagedHeader(Finding finding) => finding is { Kind: FindingKind.Corrupt, Name: DatasetLayout.HeaderName };

    private static void WriteJson(string path, IReadOnlyList<Finding> findings, Recomputed recomputed, int code, Streams streams) =>
        streams.Out.WriteLine(JsonSerializer.Serialize(new
        {
            dataset = path,
            ok = code == ExitCodes.Ok,
            files_verified = findings.Count(f => f.Kind == FindingKind.Ok),
            manifest_sha256 = DatasetManifest.Load(path)?.DatasetHash,
            findings = findings.Where(f => f.Kind != FindingKind.Ok)
                .Select(f => new { kind = f.Kind.ToString().ToLowerInvariant(), name = f.Name, detail = f.Detail, damage = f.IsDamage }),
            cells_recomputed = recomputed.Compared,
            differences = recomputed.Differences,
            message = recomputed.Refusal?.Message,
        }));
}
