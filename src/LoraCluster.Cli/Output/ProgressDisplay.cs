using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Spectre.Console;

namespace LoraCluster.Cli.Output;

/// <summary>
/// Progress on standard error: one line rewritten in place on a terminal, a plain line now and then elsewhere. Notes to the user go through here too, so
/// that they do not run into the line.
/// </summary>
internal sealed class ProgressDisplay : IProgress<SweepProgress>, IDisposable
{
    private const string EraseRest = "\e[K";
    private const string Erase = "\r" + EraseRest;

    // What a terminal echoes at the cursor when Ctrl-C is pressed, and the column that some terminals wrap in.
    private const int Margin = 3;

    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SweepEstimate _estimate;
    private readonly WinnerTally _tally;
    private readonly Streams _streams;
    private readonly bool _quiet;
    private readonly Profile? _terminal;
    private TimeSpan _shown;
    private string _line = string.Empty;
    private bool _paused;

    public ProgressDisplay(RunOptions options, SweepEstimate estimate, WinnerTally tally, Streams streams)
    {
        _estimate = estimate;
        _tally = tally;
        _streams = streams;
        _quiet = options.Quiet;
        _terminal = options.Quiet ? null : Terminal();
    }

    /// <summary>The last report.</summary>
    public SweepProgress? Last { get; private set; }

    public void Report(SweepProgress value)
    {
        lock (_gate)
        {
            Last = value;
            NotePause(value.PausedBecause);
            if (!_quiet && value.Elapsed - _shown >= (_terminal is null ? PlainInterval : LiveInterval))
            {
                _shown = value.Elapsed;
                Show(new ProgressLine(value, _estimate, _tally));
            }
        }
    }

    /// <summary>A line that stays.</summary>
    public void Note(string text)
    {
        lock (_gate)
        {
            _streams.Error.WriteLine(_line.Length > 0 ? Erase + text : text);
            _streams.Error.Write(_line);
            _streams.Error.Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_line.Length > 0)
            {
                _streams.Error.Write(Erase);
                _streams.Error.Flush();
                _line = string.Empty;
            }
        }
    }

    private static Profile? Terminal()
    {
        if (Console.IsErrorRedirected)
        {
            return null;
        }

        // Of standard error: standard output may be a file while the user watches.
        Profile profile = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Profile;
        return profile.Capabilities.Ansi ? profile : null;
    }

    // Once per pause: the reason names temporary files, which change with every attempt.
    private void NotePause(string? reason)
    {
        if (_paused != reason is not null)
        {
            _paused = reason is not null;
            Note(_paused ? $"paused, trying again: {reason}" : "going on: the disk takes data again");
        }
    }

    private void Show(ProgressLine progress)
    {
        if (_terminal is null)
        {
            _streams.Error.WriteLine(progress.Whole);
            return;
        }

        string line = progress.Within(_terminal.Width - Margin);
        if (line != _line)
        {
            // New over old, then what the old one had more: erasing first would flicker.
            _line = line;
            _streams.Error.Write("\r" + line + EraseRest);
            _streams.Error.Flush();
        }
    }
}
