using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Spectre.Console;

namespace LoraCluster.Cli.Output;

/// <summary>Progress on standard error: one line rewritten in place on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ProgressDisplay : IProgress<SweepProgress>, IDisposable
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SweepEstimate _estimate;
    private readonly WinnerTally _tally;
    private readonly Streams _streams;
    private readonly bool _quiet;
    private readonly bool _live;
    private TimeSpan _shown;
    private string? _paused;
    private int _width;

    private ProgressDisplay(RunOptions options, SweepEstimate estimate, WinnerTally tally, Streams streams)
    {
        _estimate = estimate;
        _tally = tally;
        _streams = streams;
        _quiet = options.Quiet;
        _live = !_quiet && !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    }

    /// <summary>The last report.</summary>
    public SweepProgress? Last { get; private set; }

    public static ProgressDisplay For(RunOptions options, SweepEstimate estimate, WinnerTally tally, Streams streams) =>
        new(options, estimate, tally, streams);

    public void Report(SweepProgress value)
    {
        lock (_gate)
        {
            Last = value;
            bool pauseChanged = value.PausedBecause != _paused;
            if (_quiet || (!pauseChanged && value.Elapsed - _shown < (_live ? LiveInterval : PlainInterval)))
            {
                return;
            }

            (_shown, _paused) = (value.Elapsed, value.PausedBecause);
            Show(ProgressLine.Of(value, _estimate, _tally));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_live && _width > 0)
            {
                _streams.Error.Write("\r" + new string(' ', _width) + "\r");
            }
        }
    }

    private void Show(string line)
    {
        if (!_live)
        {
            _streams.Error.WriteLine(line);
            return;
        }

        int room = Math.Max(20, AnsiConsole.Profile.Width - 1);
        string cut = line.Length > room ? line[..room] : line;
        _streams.Error.Write("\r" + cut.PadRight(_width));
        _streams.Error.Flush();
        _width = cut.Length;
    }
}
