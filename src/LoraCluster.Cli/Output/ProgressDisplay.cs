using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Output;

/// <summary>
/// Progress on standard error: one line rewritten in place on a terminal, a plain line now and then elsewhere. Notes to the user go through here too, so
/// that they do not run into the line.
/// </summary>
internal sealed class ProgressDisplay : IProgress<SweepProgress>, IDisposable
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SweepEstimate _estimate;
    private readonly WinnerTally _tally;
    private readonly Streams _streams;
    private readonly bool _quiet;
    private readonly TerminalLine? _terminal;
    private TimeSpan _shown;
    private bool _paused;
    private bool _ended;

    public ProgressDisplay(RunOptions options, SweepEstimate estimate, WinnerTally tally, Streams streams)
    {
        _estimate = estimate;
        _tally = tally;
        _streams = streams;
        _quiet = options.Quiet;
        _terminal = options.Quiet ? null : TerminalLine.On(streams.Error);
    }

    /// <summary>The last report.</summary>
    public SweepProgress? Last { get; private set; }

    public void Report(SweepProgress value)
    {
        lock (_gate)
        {
            Last = value;
            NotePause(value.PausedBecause);
            if (!_quiet && !_ended && value.Elapsed - _shown >= (_terminal is null ? PlainInterval : LiveInterval))
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
            if (_terminal is null)
            {
                _streams.Error.WriteLine(text);
            }
            else
            {
                _terminal.Note(text);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // A report that is still on its way would write a line that nobody takes away.
            _ended = true;
            _terminal?.Clear();
        }
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

        _terminal.Show(progress.Within(_terminal.Width));
    }
}
