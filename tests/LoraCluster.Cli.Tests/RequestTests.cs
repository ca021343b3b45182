using System.Text.Json;

namespace LoraCluster.Cli.Tests;

/// <summary>Sweeps that ask for more than the risks of full fine-tuning and LoRA, or for other trials.</summary>
public sealed class RequestTests : IDisposable
{
    private const string Grid = "grid: {dx: 12, dy: 10, n: [6, 30], true_rank: 3, spectrum: gaussian, noise_std: 0.5}";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task<string> RunAsync(string more, string grid = Grid, params string[] options)
    {
        string file = _place.Write("s.yaml", $"name: s\nlora_ranks: [1, 3]\n{more}\n{grid}\n");
        (int code, string output, string error) = await Workplace.RunAsync(["run", file, "--out", _place.Path("out"), .. options]);
        Assert.True(code == 0, error);
        Assert.Equal(0, (await Workplace.RunAsync("verify", _place.Path("out"), "--recompute", "4")).Code);
        return output;
    }

    private async Task<JsonElement[]> RowsAsync(int cell)
    {
        (int code, string output, _) = await Workplace.RunAsync("replay", _place.Path("out"), "--cell", $"{cell}", "--json");
        Assert.Equal(0, code);
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray()];
    }

    [Fact]
    public async Task Every_method_and_diagnostic_is_a_row_that_can_be_computed_again()
    {
        await RunAsync("trials: 12\nmethods: [full, lora, lora_advised, ridge, nuclear, mica]\ndiagnostics: [forgetting, intruder_dimensions]", options: ["--workers", "2"]);
        JsonElement[] rows = await RowsAsync(1);
        Assert.Equal(3 * 8, rows.Length);
        Assert.Equal(["risk", "forgetting", "intruder_dimensions"], rows.Select(r => r.GetProperty("measure").GetString()).Distinct());
        Assert.All(rows, row => Assert.Equal(JsonValueKind.Number, row.GetProperty("mean").ValueKind));
    }

    [Fact]
    public async Task Cells_stop_at_the_same_trial_with_any_number_of_workers()
    {
        string one = await RunAsync("precision: {relative_sem: 0.05, min_trials: 16, max_trials: 2000}", options: ["--workers", "1", "--json"]);
        JsonElement[] rows = await RowsAsync(0);
        Assert.All(rows, row => Assert.True(row.GetProperty("sem").GetDouble() <= 0.05 * row.GetProperty("mean").GetDouble()));
        Directory.Delete(_place.Path("out"), recursive: true);
        string two = await RunAsync("precision: {relative_sem: 0.05, min_trials: 16, max_trials: 2000}", options: ["--workers", "2", "--json"]);
        Assert.Equal(Manifest(one), Manifest(two));
    }

    [Fact]
    public async Task A_crossing_is_a_row_and_what_meets_none_says_so()
    {
        string output = await RunAsync(
            "trials: 5\nfind: {crossing: lora-vs-full, along: noise_std, between: [0.01, 10], draws: 16}", "grid: {dx: 12, dy: 10, n: 30, true_rank: 3, spectrum: constant}");
        Assert.DoesNotContain("smallest mean risk", output, StringComparison.Ordinal);
        JsonElement[] rows = await RowsAsync(0);
        Assert.All(rows, row => Assert.Equal("crossing", row.GetProperty("measure").GetString()));
        Assert.Equal("ok", rows[1].GetProperty("status").GetString());
        Assert.Equal("no_crossing", rows[2].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_plan_says_that_trials_are_at_most_so_many()
    {
        string file = _place.Write("s.yaml", $"name: s\nprecision: {{relative_sem: 0.05}}\n{Grid}\n");
        (_, string output, _) = await Workplace.RunAsync("plan", file);
        Assert.Contains("trials     at most 200,000  (100 … 100,000 per cell, until the relative standard error is 0.05 at most)", output, StringComparison.Ordinal);
    }

    private static string Manifest(string json) => JsonDocument.Parse(json).RootElement.GetProperty("manifest_sha256").GetString()!;
}
