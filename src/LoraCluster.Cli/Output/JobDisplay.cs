using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Output;

/// <summary>A watched sweep on standard error: one line rewritten in place on a terminal, elsewhere a line per change, and now and then for parts.</summary>
internal sealed class JobDisplay(Streams streams, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TerminalLine? _terminal = TerminalLine.On(streams.Error);
    private JobStatus? _first;
    private JobStatus? _written;
    private long _firstAt;
    private long _writtenAt;

    public void Show(JobStatus status)
    {
        lock (_gate)
        {
            if (_first is null || status.PartsCommitted < _first.PartsCommitted)
            {
                (_first, _firstAt) = (status, clock.GetTimestamp());
            }

            if (status.HasEnded)
            {
                return;
            }

            if (_terminal is not null)
            {
                double seconds = clock.GetElapsedTime(_firstAt).TotalSeconds;
                _terminal.Show(new JobLine(status, seconds > 0 ? (status.PartsCommitted - _first.PartsCommitted) / seconds : 0).Within(_terminal.Width));
            }
            else if (IsNews(status))
            {
                streams.Error.WriteLine(JobText.Of(status));
                (_written, _writtenAt) = (status, clock.GetTimestamp());
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
                streams.Error.WriteLine(text);
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
            _terminal?.Clear();
        }
    }

    private bool IsNews(JobStatus status) =>
        _written is null || _written.State != status.State || _written.Message != status.Message
        || (_written.PartsCommitted != status.PartsCommitted && clock.GetElapsedTime(_writtenAt) >= PlainInterval);
}
