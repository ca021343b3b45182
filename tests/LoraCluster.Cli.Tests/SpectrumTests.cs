using System.Text.Json;
using System.Xml.Linq;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests;

public sealed class SpectrumTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private static string Golden(string name) => Repository.Path("tests/LoraCluster.Checkpoints.Tests/Golden/" + name);

    private static Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => Workplace.RunAsync(["spectrum", "--base", Golden("base"), .. args]);

    [Fact]
    public async Task A_models_change_is_a_line_per_kind_of_module()
    {
        (int code, string output, string error) = await RunAsync("--tuned", Golden("tuned"));
        Assert.True(code == 0, error);
        string[] lines = output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("MODULE  WEIGHTS  SHAPE", lines[0], StringComparison.Ordinal);
        Assert.Equal(["q", "k", "down"], lines[1..].Select(line => line.Split(' ')[0]));
        Assert.Contains("24 × 16", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_value_is_in_the_Parquet_files_and_figures_are_beside_them()
    {
        string output = _place.Path("s");
        (int code, string printed, string error) = await RunAsync("--tuned", Golden("tuned"), "--out", output, "--json", "--intruders");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(printed);
        Assert.Equal(6, json.RootElement.GetProperty("modules").GetArrayLength());
        Assert.Equal(
            [new object?[] { 6L, 80L, 24, 1 }],
            Reports.Queries.ParquetTable.Ask($"SELECT count(DISTINCT tensor), count(*), (SELECT max(rows) FROM '{output}/modules/*.parquet'), min(index) FROM '{output}/spectrum/*.parquet'").Rows);
        foreach (string figure in new[] { "energy", "rank-90" })
        {
            string[] texts = [.. XDocument.Load(System.IO.Path.Combine(output, figure + ".svg")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
            Assert.Contains("down", texts);
            Assert.True(File.Exists(System.IO.Path.Combine(output, figure + ".png")));
        }
    }

    [Fact]
    public async Task A_rank_for_every_weight_follows_from_its_spectrum_and_is_called_an_extrapolation()
    {
        await RunAsync("--adapter", Golden("adapter"), "--out", _place.Path("s"));
        (int code, string output, string error) = await Workplace.RunAsync("advise", "--from-spectrum", _place.Path("s"), "--n", "200", "--noise-std", "0.1", "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        Assert.Contains("extrapolation", json.RootElement.GetProperty("note").GetString()!, StringComparison.Ordinal);
        Assert.All(json.RootElement.GetProperty("weights").EnumerateArray(), weight => Assert.Equal(4, weight.GetProperty("rank").GetInt32()));

        (_, string drowned, string told) = await Workplace.RunAsync("advise", "--from-spectrum", _place.Path("s"), "--n", "200", "--noise-std", "1000");
        Assert.Contains("q       2        1 (1 … 1)", drowned, StringComparison.Ordinal);
        Assert.Contains("extrapolation", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_says_what_it_leaves_out()
    {
        await RunAsync("--tuned", Golden("tuned"), "--top", "1", "--out", _place.Path("s"));
        (int code, _, string error) = await Workplace.RunAsync("advise", "--from-spectrum", _place.Path("s"), "--n", "200", "--noise-std", "0.1");
        Assert.Equal(0, code);
        Assert.Contains("only the largest singular values are known", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "expected --tuned DIR, --adapter DIR or both")]
    [InlineData(64, "these models have q, k, down", "--tuned", "tuned", "--modules", "gate")]
    [InlineData(64, "option --top", "--tuned", "tuned", "--top", "-1")]
    [InlineData(66, "no such directory", "--tuned", "none")]
    [InlineData(66, "adapter_config.json", "--adapter", "tuned")]
    public async Task What_cannot_be_compared_is_refused_with_its_reason(int expected, string mention, params string[] args)
    {
        (int code, string output, string error) = await RunAsync([.. args.Select(arg => arg is "tuned" or "none" ? Golden(arg) : arg)]);
        Assert.Equal(expected, code);
        Assert.Contains(mention, error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Advice_from_nothing_is_refused()
    {
        (int code, _, string error) = await Workplace.RunAsync("advise", "--from-spectrum", _place.Root, "--n", "200", "--noise-std", "0.1");
        Assert.Equal(66, code);
        Assert.Contains("spectrum --out", error, StringComparison.Ordinal);
    }
}
