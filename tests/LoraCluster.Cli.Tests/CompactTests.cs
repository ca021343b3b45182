using System.Text.Json;

namespace LoraCluster.Cli.Tests;

public sealed class CompactTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task<string> DatasetAsync()
    {
        await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep + "\nkeep_trials: true"), "--out", _place.Path("out"), "--quiet");
        return _place.Path("out");
    }

    [Fact]
    public async Task A_copy_names_its_source_and_every_command_works_on_it()
    {
        string dataset = await DatasetAsync(), copy = _place.Path("copy");
        (int code, string output, string error) = await Workplace.RunAsync("compact", dataset, "--out", copy, "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        using var source = JsonDocument.Parse((await Workplace.RunAsync("verify", dataset, "--json")).Out);
        Assert.Equal(source.RootElement.GetProperty("manifest_sha256").GetString(), json.RootElement.GetProperty("compacted_from").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("files").GetInt32());

        Assert.Equal(0, (await Workplace.RunAsync("verify", copy, "--recompute", "15")).Code);
        Assert.Equal(0, (await Workplace.RunAsync("figures", copy, "--out", _place.Path("f"))).Code);
        Assert.Equal(0, (await Workplace.RunAsync("report", copy)).Code);
        Assert.Contains("equals the stored rows", (await Workplace.RunAsync("replay", copy, "--cell", "14")).Out, StringComparison.Ordinal);
        Assert.Contains("equals the stored trial", (await Workplace.RunAsync("replay", copy, "--cell", "14", "--trial", "19")).Out, StringComparison.Ordinal);
        const string Ask = "SELECT * FROM risks ORDER BY cell, rank NULLS FIRST";
        Assert.Equal((await Workplace.RunAsync("query", dataset, Ask, "--format", "csv")).Out, (await Workplace.RunAsync("query", copy, Ask, "--format", "csv")).Out);
    }

    [Fact]
    public async Task Nothing_can_be_added_to_a_copy_and_a_copy_is_put_over_nothing()
    {
        string dataset = await DatasetAsync(), copy = _place.Path("copy"), sweep = _place.Path("s.yaml");
        await Workplace.RunAsync("compact", dataset, "--out", copy);
        var before = _place.Everything();

        foreach (string[] args in new[] { ["run", sweep, "--out", copy], ["run", sweep, "--out", copy, "--extend"], new[] { "compact", copy, "--out", dataset } })
        {
            (int code, _, string error) = await Workplace.RunAsync(args);
            Assert.Equal(73, code);
            Assert.Contains("compacted copy", error, StringComparison.Ordinal);
        }

        Assert.Equal(before, _place.Everything());
    }

    [Fact]
    public async Task A_sweep_that_has_not_finished_is_not_copied()
    {
        string dataset = await DatasetAsync();
        File.Delete(System.IO.Path.Combine(dataset, "_manifest.json"));
        (int code, _, string error) = await Workplace.RunAsync("compact", dataset, "--out", _place.Path("copy"));
        Assert.Equal(66, code);
        Assert.Contains("has not finished", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Path("copy")));
    }
}
