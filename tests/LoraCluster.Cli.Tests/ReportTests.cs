using System.Text.RegularExpressions;

namespace LoraCluster.Cli.Tests;

public sealed partial class ReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private async Task<string> DatasetAsync()
    {
        await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep), "--out", _place.Path("out"), "--quiet");
        return _place.Path("out");
    }

    [Fact]
    public async Task A_report_stands_beside_its_dataset_with_everything_inside()
    {
        string dataset = await DatasetAsync();
        (int code, string output, string error) = await Workplace.RunAsync("report", dataset);
        Assert.True(code == 0, error);
        Assert.Equal($"wrote {dataset}.html\n", output);
        string page = File.ReadAllText(dataset + ".html");
        foreach (string part in new[] { "<h1>small</h1>", "A finished sweep. 15 cells, 300 trials, 60 rows", "id=\"figures\"", "id=\"best-rank\"", "id=\"troubled\"", "id=\"definition\"", "geomspace", "How to cite", "2605.19018", "solver threads" })
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        using var manifest = System.Text.Json.JsonDocument.Parse((await Workplace.RunAsync("verify", dataset, "--json")).Out);
        Assert.Contains(manifest.RootElement.GetProperty("manifest_sha256").GetString()!, page, StringComparison.Ordinal);
        Assert.Equal(5, Figure().Count(page));
        Assert.Equal(0, Reference().Count(page));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [FactNeeding(Need.Browser)]
    public async Task A_report_opens_from_disk_shows_its_figures_and_asks_nobody()
    {
        string dataset = await DatasetAsync();
        await Workplace.RunAsync("report", dataset);
        using var browser = new Live.Browser();

        browser.Open(new Uri(dataset + ".html"));
        await browser.UntilAsync("document.images.length === 5 && [...document.images].every(image => image.complete && image.naturalWidth > 300)");

        Assert.Equal(0, browser.Run<int>("return performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length"));
        Assert.True(browser.Run<bool>("return [...document.images].every(image => image.alt.length > 20) && document.querySelectorAll('table').length >= 5"));
        browser.Picture("report");
    }

    [Fact]
    public async Task A_report_of_a_sweep_that_has_not_finished_says_so()
    {
        string dataset = await DatasetAsync();
        File.Delete(System.IO.Path.Combine(dataset, "_manifest.json"));
        File.Delete(System.IO.Path.Combine(dataset, "_commits", "part-000000.json"));
        (int code, _, string error) = await Workplace.RunAsync("report", dataset, "--out", _place.Path("page.html"));
        Assert.True(code == 0, error);
        Assert.Matches("The sweep has not finished.*[0-9]+ of 15 cells", File.ReadAllText(_place.Path("page.html")));
    }

    [Fact]
    public async Task A_report_of_a_search_for_crossings_has_what_there_is()
    {
        string sweep = File.ReadAllText(Server.Tests.Toys.Repository.Path("sweeps/crossing.yaml"));
        await Workplace.RunAsync("run", _place.Write("c.yaml", Trials().Replace(sweep, "trials: 20")), "--out", _place.Path("c"), "--quiet");
        (int code, _, string error) = await Workplace.RunAsync("report", _place.Path("c"));
        Assert.True(code == 0, error);
        string page = File.ReadAllText(_place.Path("c.html"));
        Assert.Single(Figure().Matches(page));
        Assert.DoesNotContain("best rank.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_called_by_a_dot_gets_its_page_beside_it()
    {
        string dataset = await DatasetAsync();
        var command = Workplace.Command(["report", "."]);
        command.WorkingDirectory = dataset;
        (int code, string output, _) = await Workplace.ProcessAsync(command);
        Assert.Equal((0, $"wrote {dataset}.html\n"), (code, output));
        Assert.True(File.Exists(dataset + ".html"));
    }

    [Fact]
    public async Task Figures_of_too_many_panels_are_left_out_with_the_reason()
    {
        string sweep = _place.Write("wide.yaml", """
            {name: wide, trials: 2, lora_ranks: [1], grid: {dx: {range: {from: 4, to: 8}}, dy: {range: {from: 4, to: 8}}, n: {range: {from: 20, to: 24}}, true_rank: [1, 2], spectrum: gaussian, noise_std: [1, 2, 3], scale: [1, 2]}}
            """);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("wide"), "--quiet");
        Assert.Equal(0, (await Workplace.RunAsync("report", _place.Path("wide"))).Code);
        string page = File.ReadAllText(_place.Path("wide.html"));
        Assert.Empty(Figure().Matches(page));
        Assert.Matches("<p>None: .*panels", page);
    }

    [Fact]
    public async Task Nothing_to_report_is_refused()
    {
        Assert.Equal(66, (await Workplace.RunAsync("report", _place.Path("none"))).Code);
        string dataset = await DatasetAsync();
        Assert.Equal(73, (await Workplace.RunAsync("report", dataset, "--out", _place.Path("no/such/place.html"))).Code);
    }

    [GeneratedRegex("<img alt=\"[^\"]+\" src=\"data:image/svg")]
    private static partial Regex Figure();

    [GeneratedRegex("(src|href)=\"(?!data:|#)")]
    private static partial Regex Reference();

    [GeneratedRegex("^trials: .*$", RegexOptions.Multiline)]
    private static partial Regex Trials();
}
