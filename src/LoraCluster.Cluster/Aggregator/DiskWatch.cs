namespace LoraCluster.Cluster.Aggregator;

/// <summary>Tells how long a thread has been waiting for the disk. One thread waits at a time; any may ask.</summary>
internal sealed class DiskWatch(TimeProvider clock)
{
    private const long None = long.MinValue;

    private long _since = None;

    /// <summary>How long what is under way has taken so far; zero where nothing is.</summary>
    public TimeSpan Waiting => Interlocked.Read(ref _since) is var since and not None ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Does what may wait for the disk.</summary>
    public void During(Action work)
    {
        Interlocked.Exchange(ref _since, clock.GetTimestamp());
        try
        {
            work();
        }
        finally
        {
            Interlocked.Exchange(ref _since, None);
        }
    }
}
