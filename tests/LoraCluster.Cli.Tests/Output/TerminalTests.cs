using System.Globalization;
using System.Text.RegularExpressions;

namespace LoraCluster.Cli.Tests.Output;

/// <summary>The progress line on a terminal of its own.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [TheoryNeeding(Need.Terminal)]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    public async Task The_line_never_wraps_and_is_gone_at_the_end(int columns)
    {
        string screen = await Screen(columns, "", "xterm");
        string[] frames = [.. Frame().Matches(screen).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(frames);
        Assert.All(frames, frame => Assert.InRange(frame.Length, 1, columns - 3));
        Assert.Contains(frames, frame => frame.Contains("ETA", StringComparison.Ordinal) && frame.Contains("/s", StringComparison.Ordinal));
        Assert.EndsWith("\r\e[K", screen[..screen.IndexOf("small: completed", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [FactNeeding(Need.Terminal)]
    public async Task Progress_is_live_while_standard_output_goes_to_a_file()
    {
        string screen = await Screen(80, $"--json > {_place.Path("summary")}", "xterm");
        Assert.Matches(Frame(), screen);
        Assert.Contains("\"status\":\"completed\"", await File.ReadAllTextAsync(_place.Path("summary")), StringComparison.Ordinal);
    }

    [FactNeeding(Need.Terminal)]
    public async Task A_terminal_that_knows_no_escapes_gets_none() =>
        Assert.DoesNotContain("\e", await Screen(80, "", "dumb"), StringComparison.Ordinal);

    [FactNeeding(Need.Terminal)]
    public async Task Quiet_is_quiet() => Assert.DoesNotMatch(Frame(), await Screen(80, "--quiet", "xterm"));

    private async Task<string> Screen(int columns, string more, string terminal)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep.Replace("trials: 20", "trials: 30000", StringComparison.Ordinal));
        string script = string.Create(
            CultureInfo.InvariantCulture, $"stty cols {columns} rows 24; dotnet {Workplace.Program} run {sweep} --out {_place.Path("out")} {more}");
        var command = new System.Diagnostics.ProcessStartInfo("script", ["-qec", script, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        command.Environment["TERM"] = terminal;
        (int code, string screen, _) = await Workplace.ProcessAsync(command);
        Assert.Equal(0, code);
        return screen;
    }

    [GeneratedRegex("\r([^\r\n\e]+)\e\\[K")]
    private static partial Regex Frame();
}
