using LoraCluster.Server.Live;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests.Live;

/// <summary>What the live page takes of a browser's time. Alone, since it is measured.</summary>
[CollectionDefinition(nameof(LivePageSpeedTests), DisableParallelization = true)]
[Collection(nameof(LivePageSpeedTests))]
public sealed class LivePageSpeedTests
{
    [FactNeeding(Need.Browser)]
    public async Task The_page_paints_within_a_second_weighs_little_and_asks_no_one_else()
    {
        await using var node = await WatchedNode.StartAsync(new FakeRows(WatchedNode.Outline(10, new LiveAxis("n", "samples n", true))));
        using var browser = new Browser();

        browser.Open(node.Address);
        await browser.UntilAsync("performance.getEntriesByName('first-contentful-paint').length && document.querySelector('#sweeps td')");

        Assert.InRange(browser.Run<double>("return performance.getEntriesByName('first-contentful-paint')[0].startTime"), 0, 1000);
        Assert.InRange(
            browser.Run<double>("return performance.getEntriesByType('navigation')[0].decodedBodySize + performance.getEntriesByType('resource').filter(r => /live\\./.test(r.name)).reduce((a, r) => a + r.decodedBodySize, 0)"),
            5_000,
            300_000);
        Assert.True(browser.Run<bool>("return performance.getEntriesByType('resource').every(r => r.name.startsWith(location.origin))"));
        Assert.Equal("lora-cluster 1.2.3", browser.TextOf("footer"));
        Assert.Contains("small", browser.TextOf("#sweeps"), StringComparison.Ordinal);
        Assert.Contains("2 of 10 parts", browser.TextOf("#sweeps"), StringComparison.Ordinal);
        Assert.Contains("10.0.0.1:19090", browser.TextOf("#nodes"), StringComparison.Ordinal);
    }

    [FactNeeding(Need.Browser)]
    public async Task Ten_thousand_cells_come_in_without_a_frame_being_missed_for_long()
    {
        const int Side = 100;
        var data = new FakeRows(WatchedNode.Outline(Side * Side, new LiveAxis("n", "samples n", true), new LiveAxis("noise_std", "noise", true)));
        await using var node = await WatchedNode.StartAsync(data);
        using var browser = new Browser();
        browser.Open(node.Address);
        await browser.UntilAsync("document.getElementById('summary').textContent || view.outline");
        browser.Run(
            """
            window.frames = [];
            let last = performance.now();
            const look = now => { window.frames.push(now - last); last = now; requestAnimationFrame(look); };
            requestAnimationFrame(look);
            """);

        for (int part = 0; part < Side; part++)
        {
            data.Parts.Enqueue([.. Enumerable.Range(0, Side).Select(i => FakeRows.Cell((part * Side) + i, [(long)(part + 1), i / 10.0], WatchedNode.Series.Length))]);
            await Task.Delay(20);
        }

        await browser.UntilAsync($"view.cells.length === {Side * Side}");
        await browser.UntilAsync("document.getElementById('summary').textContent.startsWith('10,000 of 10,000 cells')");

        double median = browser.Run<double>("return window.frames.sort((a, b) => a - b)[Math.floor(window.frames.length / 2)]");
        double late = browser.Run<double>("return window.frames.sort((a, b) => a - b)[Math.floor(window.frames.length * 0.95)]");
        double draw = browser.Run<double>("return Math.max(...performance.getEntriesByName('draw').map(m => m.duration))");
        Measured("frames with 10,000 cells", FormattableString.Invariant($"median {median:F1} ms, 95 % below {late:F1} ms, longest drawing {draw:F1} ms"));
        Assert.InRange(median, 0, 34);
        Assert.InRange(late, 0, 100);
    }

    private static void Measured(string what, string figures)
    {
        if (Environment.GetEnvironmentVariable("LORACLUSTER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path.Combine(folder, "figures.txt"), $"{what}: {figures}\n");
        }
    }
}
