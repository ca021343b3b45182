namespace LoraCluster.Cluster.Worker;

/// <summary>How many blocks a worker wants to hold: as many as keep it busy while answers and new leases are under way.</summary>
internal sealed class WorkerWindow
{
    /// <summary>Blocks held however long they take: one that runs, one that waits, and as many again on the way.</summary>
    public const int Min = 4;

    /// <summary>Blocks held however short they are: more would be lost time when the worker dies.</summary>
    public const int Max = 64;

    // Work in hand, in seconds: a round trip over a slow network with a coordinator that is busy.
    private const double Reserve = 0.1;

    // The weight of the block that ended last, in the running mean.
    private const double Newest = 0.1;

    private double _seconds = Reserve;

    /// <summary>Blocks to ask for. Moves in powers of two, so that the coordinator hears of a change seldom.</summary>
    public int Size { get; private set; } = Min;

    /// <summary>Takes note of a block's seconds. True where the size changed.</summary>
    public bool Note(double seconds)
    {
        _seconds += (seconds - _seconds) * Newest;
        int before = Size;
        double wanted = Math.Clamp(Reserve / _seconds, Min, Max);
        if (wanted >= 2 * Size)
        {
            Size *= 2;
        }
        else if (wanted <= Size / 2.0)
        {
            Size /= 2;
        }

        return Size != before;
    }
}
