using System.Text.Json;
using LoraCluster.Cli.Running;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Output;

/// <summary>What <c>run</c> says at its end, and with which exit code.</summary>
internal sealed class RunSummary(SweepDefinition definition, RunOptions options, Streams streams)
{
    public required bool WasComplete { get; init; }

    public required WinnerTally Tally { get; init; }

    public required TimeSpan Elapsed { get; init; }

    private string Resume =>
        $"resume with: lora-cluster run {ShellWord.Of(options.Sweep)} --out {ShellWord.Of(options.Output)}{options.Limits}{(options.AcceptRelease ? " --accept-release" : string.Empty)}";

    public int Completed(DatasetManifest manifest, SweepEstimate estimate)
    {
        string status = WasComplete ? "already complete" : "completed";
        if (options.Json)
        {
            WriteJson(status, estimate.Parts, estimate.Parts, null, manifest);
            return ExitCodes.Ok;
        }

        streams.Out.WriteLine(WasComplete
            ? $"{definition.Name}: already complete, verified {Units.Of(manifest.Files.Count, "file")}"
            : $"{definition.Name}: completed in {Units.Duration(Elapsed.TotalSeconds)}"
                + (Tally.Reused > 0 ? $", {Units.Of(Tally.Reused, "cell")} reused" : string.Empty));
        streams.Out.WriteLine($"  {Units.Of(manifest.RiskRows, "row")} in {Path.Combine(options.Output, "risks")}  (manifest {manifest.DatasetHash[..16]})");
        WriteWinners(estimate.Cells);
        return ExitCodes.Ok;
    }

    /// <summary>Asked to stop before it was known what is on disk.</summary>
    public int StoppedWhileChecking(int parts)
    {
        string message = $"stopped as asked, while parts on disk were being checked; {Resume}";
        streams.Error.WriteLine($"{definition.Name}: {message}");
        if (options.Json)
        {
            WriteJson("stopped", null, parts, message, null);
        }

        return ExitCodes.Stopped;
    }

    public int Ended(SweepOutcome outcome)
    {
        (string status, string message) = outcome switch
        {
            SweepOutcome.Stopped { Reason: StopReason.DiskFull } s => ("stopped", $"{s.Message}; {Resume}"),
            SweepOutcome.Stopped => ("stopped", $"stopped as asked; {Resume}"),
            SweepOutcome.Failed { Kind: SweepFailure.FailedCells } f => ("failed", f.Describe()),
            SweepOutcome.Failed { Kind: SweepFailure.Store } f => ("failed", $"{f.Message}; once that is mended, {Resume}"),
            SweepOutcome.Failed f => ("failed", f.Message),
            _ => ("failed", outcome.ToString()),
        };
        streams.Error.WriteLine(
            $"{definition.Name}: {outcome.PartsCommitted} of {outcome.PartsTotal} parts committed; {message}");
        if (options.Json)
        {
            WriteJson(status, outcome.PartsCommitted, outcome.PartsTotal, message, null);
        }

        return OutcomeCode.Of(outcome);
    }

    private void WriteWinners(long cells)
    {
        string among = Tally.Cells < cells ? $" (of the {Units.Of(Tally.Cells, "cell")} computed now)" : string.Empty;
        if (Tally.NonConverged > 0)
        {
            string what = definition.Find is null ? "trials that did not converge" : "trials that met no crossing";
            streams.Out.WriteLine($"  {what}{among}: in {Units.Of(Tally.NonConverged, "cell")} (status '{definition.Experiment.MissingWord}')");
        }

        if (Tally.Ranking() is { Count: > 0 } ranking)
        {
            streams.Out.WriteLine($"  smallest mean risk{among}: " + string.Join(", ", ranking.Select(r => $"{r.Outcome} in {Units.Of(r.Cells, "cell")}")));
        }
    }

    private void WriteJson(string status, int? committed, int parts, string? message, DatasetManifest? manifest) =>
        streams.Out.WriteLine(JsonSerializer.Serialize(new
        {
            sweep = definition.Name,
            status,
            dataset = options.Output,
            parts_committed = committed,
            parts,
            rows = manifest?.RiskRows,
            trial_rows = manifest?.TrialRows,
            manifest_sha256 = manifest?.DatasetHash,
            cells_reused = Tally.Reused,
            cells_tallied = Tally.Cells,
            cells_nonconverged = Tally.NonConverged,
            winners = Tally.Ranking().ToDictionary(r => r.Outcome, r => r.Cells),
            seconds = Math.Round(Elapsed.TotalSeconds, 3),
            message,
        }));
}
