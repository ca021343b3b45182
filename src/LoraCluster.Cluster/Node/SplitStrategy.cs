namespace LoraCluster.Cluster.Node;

/// <summary>Which side of a broken network goes on.</summary>
public enum SplitStrategy
{
    /// <summary>The side with more coordinator-capable nodes; the other side's processes end and are started again by their supervisor.</summary>
    KeepMajority,

    /// <summary>Both: results are idempotent, so two clusters on one data directory waste work but harm nothing. Also the mode for two nodes.</summary>
    KeepAll,
}
