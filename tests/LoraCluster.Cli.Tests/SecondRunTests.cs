using System.Text.Json;

namespace LoraCluster.Cli.Tests;

/// <summary>What a run says and leaves when an earlier one did part of the work, and what commands make of odd datasets.</summary>
public sealed class SecondRunTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Dataset => _place.Path("out");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_resumed_sweep_counts_the_winners_of_all_its_cells()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        JsonElement whole = await RunJson(sweep);
        File.Delete(In("_manifest.json"));
        File.Delete(In("_commits/part-000002.json"));
        JsonElement resumed = await RunJson(sweep);
        Assert.Equal(15, resumed.GetProperty("cells_tallied").GetInt64());
        Assert.Equal(whole.GetProperty("winners").ToString(), resumed.GetProperty("winners").ToString());
        Assert.Equal(whole.GetProperty("winners").ToString(), (await RunJson(sweep)).GetProperty("winners").ToString());
    }

    [Fact]
    public async Task A_bit_that_flips_in_a_part_while_later_ones_are_computed_costs_its_computation_and_nothing_else()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 20000", StringComparison.Ordinal).Replace("count: 5", "count: 60", StringComparison.Ordinal));
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("alone"), "--quiet");
        var running = Workplace.RunAsync("run", sweep, "--out", Dataset, "--quiet", "--workers", "1");
        string part = In("risks/part-000000.parquet");
        while (!File.Exists(In("_commits/part-000000.json")))
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(1);
        }

        using (var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 100;
            int value = file.ReadByte();
            file.Position = 100;
            file.WriteByte((byte)(value ^ 1));
        }

        Assert.False(File.Exists(In("_manifest.json")));
        (int code, _, string error) = await running;

        Assert.Equal(0, code);
        Assert.Contains(" parts are no longer what was written; computing them again", error, StringComparison.Ordinal);
        Assert.Contains("risks/part-000000.parquet: sha256 differs from the recorded one; moved to _quarantine/000001", error, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(_place.Path("alone/_manifest.json")), await File.ReadAllBytesAsync(In("_manifest.json")));
        Assert.Equal(0, (await Workplace.RunAsync("verify", Dataset)).Code);
    }

    [Fact]
    public async Task Half_a_line_of_telemetry_does_not_spoil_the_next()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await RunJson(sweep);
        await File.AppendAllTextAsync(In("_telemetry.jsonl"), "{\"at\":\"20");
        File.Delete(In("_commits/part-000002.json"));
        await RunJson(sweep);
        string[] lines = await File.ReadAllLinesAsync(In("_telemetry.jsonl"));
        Assert.True(lines.Count(line => line.EndsWith('}')) > 1);
        Assert.All(lines.Where(line => line.EndsWith('}')), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task Recomputing_passes_over_what_the_filter_left_out_and_says_how_many_cells_it_compared()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("noise_std: {", "where: n >= 12, noise_std: {", StringComparison.Ordinal));
        await RunJson(sweep);
        Assert.Contains("1 recomputed cell bit by bit as stored", (await Workplace.RunAsync("verify", Dataset, "--recompute", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_may_be_recomputed_the_check_of_the_bytes_is_told_all_the_same()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        await RunJson(sweep);
        var header = Results.Manifest.SweepHeader.Of(Cli.Running.SweepLoader.FromFile(sweep, Sweeps.Definition.SweepLimits.Default), "0.0.9");
        File.Delete(In("_manifest.json"));
        await File.WriteAllBytesAsync(In("_sweep.json"), header.ToBytes());
        Assert.Equal(75, (await Workplace.RunAsync("verify", Dataset, "--recompute", "1")).Code);
        await Workplace.RunAsync("run", sweep, "--out", Dataset, "--accept-release", "--quiet");
        (int code, string output, _) = await Workplace.RunAsync("verify", Dataset, "--recompute", "1");
        Assert.Equal(76, code);
        Assert.Contains("files verified; nothing was computed again", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_a_kill_left_without_its_record_is_unfinished_not_damaged()
    {
        await RunJson(_place.Write("s.yaml", Workplace.SmallSweep));
        File.Delete(In("_manifest.json"));
        File.Delete(In("_commits/part-000002.json"));
        Assert.Equal(75, (await Workplace.RunAsync("verify", Dataset)).Code);
    }

    [Fact]
    public async Task Replaying_from_a_damaged_part_points_to_verify()
    {
        await RunJson(_place.Write("s.yaml", Workplace.SmallSweep));
        await File.WriteAllTextAsync(In("risks/part-000000.parquet"), "PAR1 and then nothing");
        (int code, _, string error) = await Workplace.RunAsync("replay", Dataset, "--cell", "0");
        Assert.Equal(74, code);
        Assert.Contains("lora-cluster verify", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_that_resumes_repeats_the_limits_that_were_raised()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 2000000", StringComparison.Ordinal));
        using var process = Workplace.Start("run", sweep, "--out", Dataset, "--quiet", "--workers", "1", "--max-dataset-bytes", "1e13", "--max-cells", "77");
        await Workplace.Until(() => File.Exists(In("_telemetry.jsonl")), process);
        Workplace.Send("TERM", process);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.EndsWith($"resume with: lora-cluster run {sweep} --out {Dataset} --max-cells 77 --max-dataset-bytes 1e13\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_ranks_than_one_message_holds_are_refused_with_the_sweep_file()
    {
        string sweep = _place.Write("s.yaml", "name: x\ngrid: {dx: 16384, dy: 16384, n: 1, true_rank: 1, spectrum: gaussian, noise_std: 1}");
        (int code, _, string error) = await Workplace.RunAsync("plan", sweep, "--max-cell-bytes", "1e12");
        Assert.Equal(65, code);
        Assert.Contains("too many ranks for one cell", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_memory_of_few_samples_with_a_covariance_of_their_own_is_counted()
    {
        string sweep = _place.Write(
            "s.yaml",
            "name: x\nlora_ranks: [1]\ngrid: {dx: 16000, dy: 16000, n: 1, true_rank: 1, spectrum: gaussian, noise_std: 1, input_spectrum: power, input_decay_rate: 1}");
        (int code, _, string error) = await Workplace.RunAsync("plan", sweep);
        Assert.Equal(65, code);
        Assert.Contains("needs too much memory", error, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(Dataset, name);

    private async Task<JsonElement> RunJson(string sweep)
    {
        (int code, string output, string error) = await Workplace.RunAsync("run", sweep, "--out", Dataset, "--json", "--quiet");
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement.Clone();
    }
}
