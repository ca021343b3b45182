using LoraCluster.Server.Live;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Tests.Live;

/// <summary>The live page in a real browser, with sweeps in memory behind it.</summary>
public sealed class LivePageTests
{
    private const string Token = "open-sesame-open-sesame";
    private const string Markup = "<img src=x onerror='window.hit=1'><script>window.hit=1</script>";

    [FactNeeding(Need.Browser)]
    public async Task A_node_without_a_token_shows_a_page_that_changes_nothing()
    {
        await using var node = await WatchedNode.StartAsync(new NoSweepData());
        using var browser = new Browser();

        browser.Open(node.Address);
        await browser.UntilAsync("document.querySelector('#sweeps td')");

        Assert.Contains("Read-only", browser.TextOf("#token-note"), StringComparison.Ordinal);
        Assert.True(browser.Run<bool>("return document.getElementById('submit-section').hidden && [...document.querySelectorAll('.action')].every(cell => cell.hidden)"));
    }

    [FactNeeding(Need.Browser)]
    public async Task A_wrong_token_is_refused_and_the_right_one_lets_submit_and_cancel()
    {
        var data = new FakeRows(WatchedNode.Outline(10)) { Definition = RunningNode.Sweep };
        await using var node = await WatchedNode.StartAsync(data, Token);
        using var browser = new Browser();
        browser.Open(node.Address);
        await browser.UntilAsync("document.getElementById('connection').textContent.includes('token')");
        Assert.DoesNotContain("small", browser.TextOf("main"), StringComparison.Ordinal);

        browser.Type("#token", "guessed\n");
        await browser.UntilAsync("document.getElementById('connection').textContent.includes('refused')");
        Assert.DoesNotContain("small", browser.TextOf("main"), StringComparison.Ordinal);

        browser.Type("#token", Token + "\n");
        await browser.UntilAsync("document.getElementById('connection').textContent === 'live' && document.querySelector('#sweeps td')");
        browser.Type("#definition", "name: other\ntrials: none\n");
        browser.Click("#submit button");
        await browser.UntilAsync("document.querySelector('#submit-answer li')");
        Assert.Contains("trials", browser.TextOf("#submit-answer"), StringComparison.Ordinal);
        browser.Run("document.getElementById('definition').value = arguments[0]", RunningNode.Sweep.Replace("small", "other", StringComparison.Ordinal));
        browser.Click("#submit button");
        await browser.UntilAsync("document.querySelectorAll('#sweeps tbody tr').length === 2");

        browser.Click("[aria-label='Raise the priority of small by 10']");
        await browser.UntilAsync("[...document.querySelectorAll('#sweeps tbody tr')].some(row => row.dataset.key === 'small' && row.children[7].textContent === '10')");
        browser.Click("[aria-label='Cancel small']");
        await browser.UntilAsync("[...document.querySelectorAll('#sweeps tbody tr')].some(row => row.dataset.key === 'small' && row.children[1].textContent === 'cancelled')");
        Assert.Equal(JobState.Cancelled, (await node.Jobs.FindAsync("small", default))!.State);
    }

    [FactNeeding(Need.Browser)]
    public async Task Markup_in_whatever_the_cluster_says_stays_text()
    {
        var outline = new SweepOutline(
            "small", Markup, [new LiveAxis(Markup, Markup, true), new LiveAxis("word", Markup, false)], [new LiveSeries(Markup, "#000000", "circle", true)], 2, 200, 0.01, "data/" + Markup);
        var data = new FakeRows(outline);
        data.Parts.Enqueue([FakeRows.Cell(0, [1.0, Markup], 1, Markup, Markup), FakeRows.Cell(1, [2.0, Markup], 1, Markup)]);
        await using var node = await WatchedNode.StartAsync(data);
        node.Jobs.Change("small", status => status with { Message = Markup + " cells 3…4 " });
        node.Jobs.Nodes = [new NodeStatus(Markup, [Markup], 1, Markup, true, false)];
        using var browser = new Browser();

        browser.Open(node.Address);
        await browser.UntilAsync("document.querySelectorAll('#troubles li').length === 2 && document.querySelectorAll('#cells tbody tr').length === 2");

        Assert.True(browser.Run<bool>("return window.hit === undefined && document.querySelectorAll('img, script').length === 1"));
        foreach (string place in new[] { "#message", "#legend", "#nodes", "#troubles", "#summary" })
        {
            Assert.Contains("<img", browser.TextOf(place), StringComparison.Ordinal);
        }

        Assert.Contains("--cell 3", browser.TextOf("#troubles"), StringComparison.Ordinal);
    }

    [FactNeeding(Need.Browser)]
    public async Task Keys_alone_reach_everything_and_read_the_curve()
    {
        var data = new FakeRows(WatchedNode.Outline(3, new LiveAxis("n", "samples n", true)));
        data.Parts.Enqueue([.. Enumerable.Range(0, 3).Select(i => FakeRows.Cell(i, [(long)(10 * (i + 1))], WatchedNode.Series.Length))]);
        await using var node = await WatchedNode.StartAsync(data);
        using var browser = new Browser();
        browser.Open(node.Address);
        await browser.UntilAsync("document.querySelectorAll('#cells tbody tr').length === 3");

        browser.Run("document.getElementById('chart').focus()");
        browser.Run("for (const key of ['ArrowRight', 'ArrowRight']) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))");

        Assert.StartsWith("n = 20: full fine-tuning 101 ± 1, LoRA r = 1 111 ± 1", browser.TextOf("#readout"), StringComparison.Ordinal);
        Assert.Contains("3 points of 9 estimators", browser.Run<string>("return document.getElementById('chart').getAttribute('aria-label')"), StringComparison.Ordinal);
        Assert.True(browser.Run<bool>("return [...document.querySelectorAll('input, select, textarea')].every(field => field.labels.length > 0)"), "a field has no label");
        Assert.True(browser.Run<bool>("return [...document.querySelectorAll('button')].every(b => b.textContent.trim().length > 0) && document.documentElement.lang === 'en' && document.title.length > 0"));
        Assert.True(browser.Run<bool>("return [...document.querySelectorAll('th')].every(th => th.scope === 'col') && [...document.querySelectorAll('[aria-labelledby]')].every(e => document.getElementById(e.getAttribute('aria-labelledby')))"));
    }
}
