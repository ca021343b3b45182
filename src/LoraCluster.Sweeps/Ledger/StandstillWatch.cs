namespace LoraCluster.Sweeps.Ledger;

/// <summary>Tells a standstill of this process from the silence of others: where nobody listened, nobody could be heard. Not thread-safe.</summary>
public sealed class StandstillWatch
{
    /// <summary>A tick that comes this long after the one before shows that this process stood still; ticks come several times a second.</summary>
    public static readonly TimeSpan Above = TimeSpan.FromSeconds(5);

    private TimeSpan _tickedAt;

    /// <summary>Notes a tick; how long this process stood still before it, or null where it came in time. <paramref name="now"/> is a monotonic clock's reading since the start.</summary>
    public TimeSpan? OnTick(TimeSpan now)
    {
        var passed = now - _tickedAt;
        _tickedAt = now;
        return passed > Above ? passed : null;
    }
}
