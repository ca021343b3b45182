using System.Globalization;
using System.Text.Json;

namespace LoraCluster.Cli.Tests;

/// <summary>Bytes, leases and waiting do not follow the wall clock, however wrong it goes.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly string Sweep = Workplace.SmallSweep.Replace("trials: 20", "trials: 15000", StringComparison.Ordinal);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [TheoryNeeding(Need.FalseClock)]
    [InlineData("@1965-03-01 00:00:00")]
    [InlineData("@2150-01-01 00:00:00")]
    public async Task A_clock_that_is_decades_off_changes_no_byte(string time)
    {
        await IsCompletedUnder(new() { ["FAKETIME"] = time }, () => { });
        Assert.Equal(time[1..5], TimesInTelemetry()[0].Year.ToString(CultureInfo.InvariantCulture));
    }

    [FactNeeding(Need.FalseClock)]
    public async Task A_clock_that_jumps_by_an_hour_back_and_forth_changes_no_byte()
    {
        string time = _place.Write("time", "+0");
        int turn = 0;
        await IsCompletedUnder(
            new() { ["FAKETIME_TIMESTAMP_FILE"] = time, ["FAKETIME_NO_CACHE"] = "1" },
            () => File.Move(_place.Write("next", (turn++ % 3) switch { 0 => "+3600", 1 => "-3600", _ => "+0" }), time, overwrite: true));
        DateTimeOffset[] times = TimesInTelemetry();
        Assert.True(times.Max() - times.Min() > TimeSpan.FromMinutes(59), "the clock did not jump");
    }

    private async Task IsCompletedUnder(Dictionary<string, string> environment, Action meanwhile)
    {
        string sweep = _place.Write("s.yaml", Sweep);
        var command = Workplace.Command(["run", sweep, "--out", _place.Path("out"), "--quiet", "--workers", "1"]);
        command.Environment["LD_PRELOAD"] = Needs.FaketimeLibrary;
        command.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        foreach ((string name, string value) in environment)
        {
            command.Environment[name] = value;
        }

        Task<(int Code, string Out, string Error)> run = Workplace.ProcessAsync(command);
        while (await Task.WhenAny(run, Task.Delay(20)) != run)
        {
            meanwhile();
        }

        Assert.Equal((0, ""), ((await run).Code, (await run).Error));
        await Workplace.RunAsync("run", sweep, "--out", _place.Path("plain"), "--quiet");
        Assert.Equal(File.ReadAllBytes(_place.Path("plain/_manifest.json")), File.ReadAllBytes(_place.Path("out/_manifest.json")));
    }

    private DateTimeOffset[] TimesInTelemetry() =>
        [.. File.ReadLines(_place.Path("out/_telemetry.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("at").GetDateTimeOffset())];
}
