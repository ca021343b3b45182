using System.Diagnostics;

namespace LoraCluster.Cli.Tests;

public sealed class SignalTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_first_signal_stops_cleanly_and_says_how_to_resume(string signal)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 400000", StringComparison.Ordinal));
        using Process process = Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet", "--workers", "1");
        string telemetry = System.IO.Path.Combine(_place.Path("out"), "_telemetry.jsonl");
        while (!process.HasExited && !File.Exists(telemetry))
        {
            await Task.Yield();
        }

        Send(signal, process);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(75, process.ExitCode);
        Assert.Contains("resume with", error, StringComparison.Ordinal);
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
        using Process process = Workplace.Start("run", sweep, "--out", _place.Path("out"), "--quiet", "--workers", "1");
        string telemetry = System.IO.Path.Combine(_place.Path("out"), "_telemetry.jsonl");
        while (!process.HasExited && !File.Exists(telemetry))
        {
            await Task.Yield();
        }

        Send(signal, process);
        Assert.StartsWith("stopping", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Send(signal, process);
        await process.WaitForExitAsync();
        Assert.Equal(expected, process.ExitCode);
        Assert.Equal(75, (await Workplace.RunAsync("verify", _place.Path("out"))).Code);
    }

    [Fact]
    public async Task A_reader_that_goes_away_breaks_nothing()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        string program = System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll");
        string script = $"dotnet {program} plan {sweep} | head -n 1 >&2; exit ${{PIPESTATUS[0]}}";
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardError = true })!;
        string seen = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("sweep      small\n", seen);
    }

    [Fact]
    public async Task Closed_standard_streams_break_nothing()
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        string program = System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll");
        using Process process = Process.Start("bash", ["-c", $"dotnet {program} run {sweep} --out {_place.Path("out")} <&- >&- 2>&-"]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(0, (await Workplace.RunAsync("verify", _place.Path("out"))).Code);
    }

    private static void Send(string signal, Process process)
    {
        string id = process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process kill = Process.Start("kill", [$"-{signal}", id])!;
        kill.WaitForExit();
    }
}
