namespace LoraCluster.Cluster.Protocol;

/// <summary>What fits into one message.</summary>
public static class Frame
{
    /// <summary>Losses of one message at most: 125 kB, which leaves room for the ids within a frame of 128 kB.</summary>
    public const int LossesMax = 16_000;
}
