namespace LoraCluster.Cluster.Worker;

/// <summary>How many blocks a worker wants to hold.</summary>
/// <param name="reserve">Work in hand, in seconds.</param>
/// <param name="max">Blocks held however short they are: more would be lost time when the worker dies, and memory.</param>
internal sealed class WorkerWindow(double reserve, int max)
{
    /// <summary>Blocks held however long they take: one that runs, one that waits, and as many again on the way.</summary>
    public const int Min = 4;

    // The weight of the block that ended last, in the running mean.
    private const double Newest = 0.1;

    // Until something is known, blocks are as long as they are planned to be, and most are shorter.
    private double _seconds = 0.1;

    /// <summary>Enough to be busy while answers and new leases are under way on this machine, with a coordinator that is busy.</summary>
    public static WorkerWindow Near() => new(0.1, 64);

    /// <summary>Enough to be busy until a coordinator that died has a successor, with time to spare: 60 s and more for blocks of 10 ms and more, since the size is rounded down to a power of two.</summary>
    public static WorkerWindow Far() => new(120, 8192);

    /// <summary>Blocks to ask for. Moves in powers of two, so that the coordinator hears of a change seldom.</summary>
    public int Size { get; private set; } = Min;

    /// <summary>Takes note of a block's seconds. True where the size changed.</summary>
    public bool Note(double seconds)
    {
        _seconds += (seconds - _seconds) * Newest;
        int before = Size;
        double wanted = Math.Clamp(reserve / _seconds, Min, max);
        while (wanted >= 2 * Size)
        {
            Size *= 2;
        }

        while (wanted <= Size / 2.0)
        {
            Size /= 2;
        }

        return Size != before;
    }
}
