using System.Diagnostics;

namespace LoraCluster.Cli.Tests;

/// <summary>Signals, and the streams that go away under a run.</summary>
public sealed class SignalTests : IDisposable
{
    // Seconds of work in many parts.
    private static readonly string Long = Workplace.SmallSweep.Replace("trials: 20", "trials: 400000", StringComparison.Ordinal);

    private static readonly string Middling = Workplace.SmallSweep.Replace("trials: 20", "trials: 60000", StringComparison.Ordinal);

    private readonly Workplace _place = new();

    private string Output => _place.Path("out");

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_first_signal_stops_within_ten_seconds_and_says_how_to_resume(string signal)
    {
        string sweep = _place.Write("a sweep.yaml", Long);
        using Process process = Workplace.Start("run", sweep, "--out", Output, "--quiet", "--workers", "1");
        await Workplace.Until(() => Records() > 0, process);

        long start = Stopwatch.GetTimestamp();
        Workplace.Send(signal, process);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10 + 5);
        Assert.Equal(75, process.ExitCode);
        Assert.EndsWith($"resume with: lora-cluster run '{sweep}' --out {Output}\n", error, StringComparison.Ordinal);
        (int verified, string findings, _) = await Workplace.ProcessAsync("verify", Output);
        Assert.Equal(75, verified);
        Assert.DoesNotContain("corrupt", findings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_second_signal_ends_the_process_at_once_and_leaves_a_dataset_that_resumes(string signal, int expected)
    {
        // One batch of this cell takes far longer than the test: the first signal cannot be obeyed yet.
        string sweep = _place.Write("s.yaml", """
            name: slow
            trials: 64
            grid: {dx: 900, dy: 900, n: 1200, true_rank: [3, 4], spectrum: gaussian, noise_std: 1}
            """);
        using Process process = Workplace.Start("run", sweep, "--out", Output, "--quiet", "--workers", "1");
        await Workplace.Until(() => File.Exists(Path.Combine(Output, "_telemetry.jsonl")), process);

        Workplace.Send(signal, process);
        Assert.StartsWith("stopping", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Workplace.Send(signal, process);
        await process.WaitForExitAsync();
        Assert.Equal(expected, process.ExitCode);
        Assert.Equal(75, (await Workplace.ProcessAsync("verify", Output)).Code);
    }

    [Fact]
    public async Task A_terminal_that_hangs_up_does_not_end_the_run()
    {
        string sweep = _place.Write("s.yaml", Middling);
        using Process process = Workplace.Start("run", sweep, "--out", Output, "--quiet");
        await Workplace.Until(() => Records() > 0, process);
        Workplace.Send("HUP", process);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(0, (await Workplace.ProcessAsync("verify", Output)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_killed_run_loses_nothing_that_was_acknowledged_and_resumes_to_the_same_bytes(int acknowledged)
    {
        string sweep = _place.Write("s.yaml", Middling);
        using (Process process = Workplace.Start("run", sweep, "--out", Output, "--quiet"))
        {
            await Workplace.Until(() => File.Exists(Path.Combine(Output, "_sweep.json")) && Records() >= acknowledged, process);
            process.Kill();
            await process.WaitForExitAsync();
        }

        int records = Records();
        Assert.False(File.Exists(Path.Combine(Output, "_manifest.json")), "the kill came too late to test anything");
        (int code, _, string error) = await Workplace.ProcessAsync("run", sweep, "--out", Output, "--quiet");
        Assert.Equal(0, code);
        Assert.Equal(records == 0 ? "" : $"resuming: {records} of 8 parts are on disk and verified, the others are computed\n", error);
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("fresh"), "--quiet");
        Assert.Equal(File.ReadAllBytes(_place.Path("fresh/_manifest.json")), File.ReadAllBytes(Path.Combine(Output, "_manifest.json")));
    }

    [Theory]
    [InlineData("plan", "sweep      small\n")]
    [InlineData("run", "small: completed in ")]
    public async Task A_reader_that_goes_away_breaks_nothing(string command, string beginning)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        string more = command == "run" ? $"--out {Output} --quiet" : string.Empty;
        string script = $"dotnet {Workplace.Program} {command} {sweep} {more} | head -n 1 >&2; exit ${{PIPESTATUS[0]}}";
        (int code, _, string seen) = await Bash(script);
        Assert.Equal(0, code);
        Assert.StartsWith(beginning, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_standard_streams_break_nothing()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        Assert.Equal(0, (await Bash($"dotnet {Workplace.Program} run {sweep} --out {Output} <&- >&- 2>&-")).Code);
        Assert.Equal(0, (await Workplace.ProcessAsync("verify", Output)).Code);
    }

    private int Records() => Directory.Exists(Path.Combine(Output, "_commits")) ? Directory.GetFiles(Path.Combine(Output, "_commits"), "part-*.json").Length : 0;

    private static Task<(int Code, string Out, string Error)> Bash(string script) =>
        Workplace.ProcessAsync(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true });
}
