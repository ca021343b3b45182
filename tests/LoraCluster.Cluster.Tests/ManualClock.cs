namespace LoraCluster.Cluster.Tests;

/// <summary>A clock that stands still until a test moves it, or moves a little whenever someone looks.</summary>
internal sealed class ManualClock(double secondsPerLook = 0) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimeSpan.FromSeconds(secondsPerLook).Ticks);

    public void Advance(double seconds) => Interlocked.Add(ref _ticks, TimeSpan.FromSeconds(seconds).Ticks);
}
