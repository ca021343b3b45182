using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace LoraCluster.Cli.Tests;

public sealed class FiguresTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private static string Repository([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", ".."));

    private async Task<string> SmallDataset()
    {
        string dataset = _place.Path("out");
        await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep), "--out", dataset, "--quiet");
        return dataset;
    }

    private static async Task Succeeds(params string[] args)
    {
        using Process process = Workplace.Start(args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
    }

    private async Task Refuses(int expected, string mention, params string[] args)
    {
        (int code, _, string error) = await Workplace.RunAsync(["figures", .. args]);
        Assert.Equal(expected, code);
        Assert.Contains(mention, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_readmes_two_commands_give_the_readmes_figure()
    {
        await Succeeds("run", System.IO.Path.Combine(Repository(), "sweeps", "noise.yaml"), "--out", _place.Path("noise"), "--quiet");
        await Succeeds("figures", _place.Path("noise"), "--out", _place.Path("figures"));
        string drawn = File.ReadAllText(System.IO.Path.Combine(_place.Path("figures"), "noise.svg"));
        Assert.Equal(File.ReadAllText(System.IO.Path.Combine(Repository(), "docs", "figures", "noise.svg")), drawn);
        Assert.True(new FileInfo(System.IO.Path.Combine(_place.Path("figures"), "noise.png")).Length > 10_000);
    }

    [Fact]
    public async Task Two_swept_axes_make_a_panel_for_each_value_of_the_shorter_one()
    {
        string dataset = await SmallDataset();
        (int code, string output, string error) = await Workplace.RunAsync("figures", dataset, "--out", _place.Path("f"));
        Assert.Equal((0, string.Empty), (code, error));
        string svg = System.IO.Path.Combine(_place.Path("f"), "small.svg");
        Assert.Contains(svg, output, StringComparison.Ordinal);
        string[] texts = [.. XDocument.Load(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Equal(["n = 6", "n = 12", "n = 30"], texts.Where(text => text.StartsWith("n = ", StringComparison.Ordinal)));
        Assert.Contains(texts, text => text.StartsWith("median", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_swept_axes_make_a_map_of_the_best_estimator_too()
    {
        string dataset = await SmallDataset();
        (int code, string output, _) = await Workplace.RunAsync("figures", dataset, "--out", _place.Path("f"), "--by", "n");
        Assert.Equal(0, code);
        string svg = System.IO.Path.Combine(_place.Path("f"), "small-map.svg");
        Assert.Contains(svg, output, StringComparison.Ordinal);
        string[] texts = [.. XDocument.Load(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains("fine-tuning samples n", texts);
        Assert.Contains(texts, text => text.StartsWith("LoRA r = ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LoRA rank r", "ring: the best rank", "--x", "rank")]
    [InlineData("dx / n", "line: dx = n", "--x", "dx/n")]
    [InlineData("share of trials below full fine-tuning", "line: as good as full fine-tuning", "--y", "win_share")]
    [InlineData("regret of the advised rank (share of the smallest mean)", "regret of the advised rank (share of the smallest mean)", "--y", "regret")]
    [InlineData("LoRA r = 2", "mean, band: ± 1 standard deviation of the trials", "--band", "sd", "--ranks", "2")]
    public async Task What_is_drawn_against_what_can_be_chosen(string title, string legend, params string[] options)
    {
        string dataset = await SmallDataset();
        (int code, _, string error) = await Workplace.RunAsync(["figures", dataset, "--out", _place.Path("f"), .. options]);
        Assert.True(code == 0, error);
        string[] texts = [.. XDocument.Load(System.IO.Path.Combine(_place.Path("f"), "small.svg")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains(title, texts);
        Assert.Contains(legend, texts);
        if (options is [.., "2"])
        {
            Assert.DoesNotContain("LoRA r = 4", texts);
        }
    }

    [Fact]
    public void The_words_of_the_options_are_those_that_the_figures_know()
    {
        Assert.Equal(Reports.Figures.FigureValue.Names, Commands.FigureNames.Values);
        Assert.Equal(Enum.GetValues<Reports.Figures.BandKind>().Length, Commands.FigureNames.Bands.Length);
    }

    [Fact]
    public async Task Axis_filter_and_name_can_be_chosen_and_json_tells_what_was_drawn()
    {
        string dataset = await SmallDataset();
        (int code, string output, _) = await Workplace.RunAsync(
            "figures", dataset, "--out", _place.Path("f"), "--x", "n", "--where", "noise_std=0.316", "--name", "along-n", "--json");
        Assert.Equal(0, code);
        using var json = System.Text.Json.JsonDocument.Parse(output);
        var drawn = Assert.Single(json.RootElement.GetProperty("figures").EnumerateArray());
        Assert.Equal("fine-tuning samples n", drawn.GetProperty("x_label").GetString());
        Assert.Equal(1, drawn.GetProperty("panels").GetArrayLength());
        Assert.All(drawn.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
        Assert.True(File.Exists(System.IO.Path.Combine(_place.Path("f"), "along-n.png")));
    }

    [Fact]
    public async Task A_dataset_that_is_not_finished_is_drawn_and_the_rest_is_mentioned()
    {
        string dataset = await SmallDataset();
        File.Delete(System.IO.Path.Combine(dataset, "_manifest.json"));
        (int code, _, string error) = await Workplace.RunAsync("figures", dataset, "--out", _place.Path("f"));
        Assert.Equal(0, code);
        Assert.Contains("unfinished sweep: 15 cells so far", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused_with_its_reason()
    {
        string dataset = await SmallDataset();
        string output = _place.Path("f");
        await Refuses(64, "--out", dataset);
        await Refuses(64, "did you mean 'noise_std'", dataset, "--out", output, "--x", "nosie_std");
        await Refuses(64, "one of", dataset, "--out", output, "--x", "dx");
        await Refuses(64, "expected one of mean, median, sd, difference, win_share, regret", dataset, "--out", output, "--y", "nonsense");
        await Refuses(64, "'dy'", dataset, "--out", output, "--by", "dyy");
        await Refuses(64, "the dataset has 1, 2, 4", dataset, "--out", output, "--ranks", "3");
        await Refuses(64, "separated by commas", dataset, "--out", output, "--ranks", "1;2");
        await Refuses(64, "--band", dataset, "--out", output, "--band", "wide");
        await Refuses(64, "bands of its own", dataset, "--out", output, "--y", "win_share", "--band", "sd");
        await Refuses(64, "no map along rank", dataset, "--out", output, "--x", "rank", "--by", "n");
        await Refuses(64, "two numeric axes", dataset, "--out", output, "--x", "dx/spectrum");
        await Refuses(64, "axis=value", dataset, "--out", output, "--where", "n");
        await Refuses(64, "6, 12, 30", dataset, "--out", output, "--where", "n=7");
        await Refuses(64, "--name", dataset, "--out", output, "--name", "../x");
        await Refuses(66, "no such directory", _place.Path("none"), "--out", output);
        await Refuses(66, "_sweep.json", _place.Root, "--out", output);
        Assert.False(Directory.Exists(output));
        await Refuses(73, "taken", dataset, "--out", _place.Write("taken", "mine"));
        Assert.Equal("mine", File.ReadAllText(_place.Path("taken")));
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_is_an_input_error_that_names_verify()
    {
        string dataset = await SmallDataset();
        File.WriteAllText(System.IO.Path.Combine(dataset, "risks", "part-000000.parquet"), "not a part");
        await Refuses(74, "lora-cluster verify", dataset, "--out", _place.Path("f"));
    }

    [Fact]
    public async Task A_run_loads_nothing_that_draws()
    {
        // Long enough to be looked at: its first part is committed while the program holds all that a run ever loads.
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 60000", StringComparison.Ordinal));
        using Process process = Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet");
        string commits = System.IO.Path.Combine(_place.Path("out"), "_commits");
        while (!process.HasExited && (!Directory.Exists(commits) || Directory.GetFiles(commits, "part-*").Length == 0))
        {
            await Task.Yield();
        }

        string maps = await File.ReadAllTextAsync($"/proc/{process.Id}/maps");
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Contains("LoraCluster.Cluster.dll", maps, StringComparison.Ordinal);
        Assert.All(new[] { "ScottPlot", "SkiaSharp", "LoraCluster.Reports" }, library =>
        {
            Assert.True(Directory.GetFiles(AppContext.BaseDirectory, library + "*").Length > 0, library + " is not where it would be loaded from");
            Assert.DoesNotContain(library, maps, StringComparison.Ordinal);
        });
    }
}
