using LoraCluster.Cli.Tests.Nodes;

namespace LoraCluster.Cli.Tests.Live;

/// <summary>The live page of real processes: a sweep begins, its curve grows, a worker is killed, the sweep ends.</summary>
public sealed class WatchedClusterTests : IDisposable
{
    private const string Sweep = """
        name: watched
        trials: 4000
        grid:
          dx: 40
          dy: 40
          true_rank: 5
          spectrum: gaussian
          noise_std: {geomspace: {from: 0.3, to: 30, count: 12}}
          n: {range: {from: 45, to: 405, step: 40}}
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.Browser)]
    public async Task A_sweep_begins_its_curve_grows_a_killed_worker_is_shown_and_the_end_too()
    {
        string token = _place.Write("token", "open-sesame-open-sesame\n");
        using var first = NodeProcess.Start(_place, "--roles", "coordinator,aggregator", "--data", "data", "--http", "127.0.0.1:0", "--token-file", token);
        (string seed, string api) = await first.StartedAsync();
        using var worker = NodeProcess.Start(_place, "--roles", "worker", "--workers", "1", "--seeds", seed);
        using var victim = NodeProcess.Start(_place, "--roles", "worker", "--workers", "1", "--seeds", seed);
        (string killed, _) = await victim.StartedAsync();
        using var browser = new Browser();
        browser.Open(new Uri(api));
        browser.Type("#token", "open-sesame-open-sesame\n");
        await browser.UntilAsync("document.querySelectorAll('#nodes .state-up, #nodes .state-coordinates').length === 3");

        browser.Run("document.getElementById('definition').value = arguments[0]", Sweep);
        browser.Click("#submit button");
        await browser.UntilAsync("view.cells.length > 0");
        browser.Picture("start");
        long before = browser.Run<long>("return view.cells.length");
        await browser.UntilAsync($"[...document.querySelectorAll('#nodes tbody tr')].some(row => row.dataset.key === '{killed}' && row.children[4].textContent !== '0')");
        victim.Process.Kill();
        await browser.UntilAsync($"[...document.querySelectorAll('#nodes tbody tr')].some(row => row.dataset.key === '{killed}' && /unreachable|gone/.test(row.children[1].textContent))");
        await browser.UntilAsync($"view.cells.length > {before}");
        browser.Picture("worker-killed");
        await browser.UntilAsync("document.querySelector('#sweeps .state-completed') && view.cells.length === 120 && view.ended");
        await browser.UntilAsync("document.getElementById('summary').textContent.startsWith('120 of 120 cells')");
        browser.Picture("end");
        browser.BeDark();
        await Task.Delay(300);
        browser.Picture("end-dark");

        Assert.Equal(0, (await Workplace.RunAsync("verify", _place.Path("data/watched"))).Code);
        await first.StopAsync();
    }

    [FactNeeding(Need.Browser)]
    public async Task A_run_on_one_machine_has_a_page_too()
    {
        string sweep = _place.Write("s.yaml", Sweep);
        var command = Workplace.Command(["run", sweep, "--out", _place.Path("out"), "--http", "127.0.0.1:0"]);
        using var run = System.Diagnostics.Process.Start(command)!;
        string line = (await run.StandardError.ReadLineAsync())!;
        var rest = run.StandardError.ReadToEndAsync();
        Assert.StartsWith("live page at http://127.0.0.1:", line, StringComparison.Ordinal);
        using var browser = new Browser();
        browser.Open(new Uri(line["live page at ".Length..]));

        await browser.UntilAsync("view.cells.length > 0 && document.querySelector('#sweeps .state-running')");
        Assert.Contains("this machine", browser.TextOf("#nodes"), StringComparison.Ordinal);
        await browser.UntilAsync("document.querySelector('#sweeps .state-completed')");

        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, await rest);
    }

    [Theory]
    [InlineData("0.0.0.0:0", 64)]
    [InlineData("nowhere", 64)]
    public async Task A_page_of_a_run_is_for_this_machine_only(string address, int code)
    {
        (int got, _, string error) = await Workplace.RunAsync("run", _place.Write("s.yaml", Workplace.SmallSweep), "--out", _place.Path("out"), "--http", address);
        Assert.Equal(code, got);
        Assert.Contains("--http", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Path("out")));
    }
}
