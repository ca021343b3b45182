using System.Collections.Concurrent;
using System.Diagnostics;

namespace LoraCluster.Chaos.Hosts;

/// <summary>What happened in a run, as seen from outside the cluster. Thread-safe.</summary>
internal sealed class Journal
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<LogLine> _lines = [];
    private readonly ConcurrentQueue<NodeEnding> _endings = [];

    public TimeSpan Now => _clock.Elapsed;

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public IReadOnlyList<NodeEnding> Endings => [.. _endings];

    public void Add(int host, string line) => _lines.Enqueue(new LogLine(Now, host, line));

    public void AddEnding(int host, int code) => _endings.Enqueue(new NodeEnding(Now, host, code));
}
