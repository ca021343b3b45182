using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Tests.Remote;

/// <summary><c>watch</c> and <c>submit --wait</c>: to the sweep's end, through the node's troubles.</summary>
public sealed class WatchTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Workplace _place = new();
    private readonly FakeJobs _jobs = new();
    private RunningNode _node = null!;

    private string Sweep => _place.Write("s.yaml", RunningNode.Sweep);

    private string Url => _node.Address.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync(jobs: _jobs);

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Waiting_ends_with_the_sweep_and_says_how_it_ended()
    {
        Task<(int Code, string Out, string Error)> waiting = Workplace.RunAsync("submit", Sweep, "--wait", "--node", Url);
        await Submitted();
        _jobs.Change("small", s => s with { State = JobState.Running, PartsTotal = 3, Workers = 2 });
        await Task.Delay(1200);
        _jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0, Rows = 1234, ManifestSha256 = new string('a', 64) });
        (int code, string output, string error) = await waiting.WaitAsync(Limit);
        Assert.Equal((0, "small: completed, 1,234 rows, manifest aaaaaaaaaaaaaaaa\n"), (code, output));
        Assert.EndsWith("small: running, 0 of 3 parts, 2 threads\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobState.Failed, 65, 65)]
    [InlineData(JobState.Failed, null, 70)]
    [InlineData(JobState.Stopped, 75, 75)]
    [InlineData(JobState.Cancelled, null, 75)]
    [InlineData(JobState.Completed, null, 0)]
    public async Task A_watch_exits_as_run_would_have(JobState state, int? exitCode, int expected)
    {
        await _node.SubmitAsync();
        _jobs.Change("small", s => s with { State = state, ExitCode = exitCode, Message = "why" });
        (int code, string output, string error) = await Workplace.RunAsync("watch", "small", "--node", Url).WaitAsync(Limit);
        Assert.Equal(expected, code);
        Assert.Contains("why", state == JobState.Completed ? output : error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_a_line_for_every_change_of_a_watch_and_one_for_a_wait()
    {
        await _node.SubmitAsync();
        Task<(int Code, string Out, string Error)> watching = Workplace.RunAsync("watch", "small", "--json", "--node", Url);
        Task<(int Code, string Out, string Error)> waiting = Workplace.RunAsync("submit", Sweep, "--wait", "--json", "--node", Url);
        await Task.Delay(1500);
        _jobs.Change("small", s => s with { State = JobState.Stopped, ExitCode = 75, Message = "the disk is full" });
        string[] lines = (await watching.WaitAsync(Limit)).Out.TrimEnd('\n').Split('\n');
        Assert.Equal(["queued", "stopped"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()));
        Assert.Equal((75, lines[^1] + "\n"), ((await waiting.WaitAsync(Limit)).Code, (await waiting).Out));
    }

    [Fact]
    public async Task A_wait_survives_a_restart_of_the_node_it_asks()
    {
        Task<(int Code, string Out, string Error)> waiting = Workplace.RunAsync("submit", Sweep, "--wait", "--node", Url);
        await Submitted();
        await Task.Delay(1000);
        await _node.DisposeAsync();
        await Task.Delay(2500);
        _node = await RunningNode.StartAsync(RunningNode.Defaults with { Bind = new DnsEndPoint("127.0.0.1", _node.Address.Port) }, jobs: _jobs);
        await Task.Delay(1500);
        _jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        (int code, string output, string error) = await waiting.WaitAsync(Limit);
        Assert.Equal((0, "small: completed\n"), (code, output));
        Assert.Contains("; trying again for 120 s\n", error, StringComparison.Ordinal);
        Assert.Contains("the node answers again\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_begins_before_the_cluster_has_a_coordinator()
    {
        _jobs.IsUnavailable = true;
        Task<(int Code, string Out, string Error)> waiting = Workplace.RunAsync("submit", Sweep, "--wait", "--node", Url);
        await Task.Delay(1500);
        _jobs.IsUnavailable = false;
        await Submitted();
        _jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        Assert.Equal(0, (await waiting.WaitAsync(Limit)).Code);
    }

    [Fact]
    public async Task Patience_ends()
    {
        await _node.SubmitAsync();
        string url = Url;
        await _node.DisposeAsync();
        long start = Stopwatch.GetTimestamp();
        (int code, _, string error) = await Workplace.RunAsync("watch", "small", "--patience", "2", "--node", url).WaitAsync(Limit);
        Assert.Equal(69, code);
        Assert.StartsWith("lora-cluster: " + url, error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 2, 20);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_watch_and_not_the_sweep(string signal, int expected)
    {
        using Process process = Workplace.Start("submit", Sweep, "--wait", "--node", Url);
        await Submitted();
        Assert.Equal("small: queued", await process.StandardError.ReadLineAsync());
        Workplace.Send(signal, process);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(expected, process.ExitCode);
        Assert.EndsWith($"detached; the sweep goes on; look again with: lora-cluster watch small --node {Url}\n", error, StringComparison.Ordinal);
        Assert.True((await _jobs.FindAsync("small", default))!.State == JobState.Queued);
    }

    [TheoryNeeding(Need.Terminal)]
    [InlineData(120)]
    [InlineData(40)]
    [InlineData(12)]
    public async Task On_a_terminal_one_line_is_rewritten_and_gone_at_the_end(int columns)
    {
        await _node.SubmitAsync();
        string script = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows 24; dotnet {Workplace.Program} watch small --node {Url}");
        var command = new ProcessStartInfo("script", ["-qec", script, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        command.Environment["TERM"] = "xterm";
        Task<(int Code, string Out, string Error)> watching = Workplace.ProcessAsync(command);
        await Task.Delay(2000);
        _jobs.Change("small", s => s with { State = JobState.Running, PartsTotal = 10, PartsCommitted = 4, TrialsDone = 1000, Seconds = 1, Workers = 2 });
        await Task.Delay(1500);
        _jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        (int code, string screen, _) = await watching.WaitAsync(Limit);
        Assert.Equal(0, code);
        string[] frames = [.. screen.Split('\r').Select(piece => piece.Split('\e')[0]).Where(piece => piece.Contains('%', StringComparison.Ordinal))];
        Assert.Contains(frames, frame => frame.Contains("40 %", StringComparison.Ordinal));
        Assert.All(frames, frame => Assert.InRange(frame.Length, 1, columns - 3));
        Assert.Contains("\r\e[K" + "small: completed", screen, StringComparison.Ordinal);
    }

    private async Task Submitted()
    {
        for (long start = Stopwatch.GetTimestamp(); (await _jobs.ListAsync(default)).Count == 0; await Task.Delay(20))
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Limit);
        }
    }
}
