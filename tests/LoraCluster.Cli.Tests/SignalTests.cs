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

        Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(75, process.ExitCode);
        Assert.Contains("resume with", error, StringComparison.Ordinal);
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
}
