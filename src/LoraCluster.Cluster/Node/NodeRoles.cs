namespace LoraCluster.Cluster.Node;

/// <summary>The names of roles.</summary>
public static class NodeRoles
{
    /// <summary>May decide; three such nodes survive the loss of any one.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Solves.</summary>
    public const string Worker = "worker";

    /// <summary>Merges and commits; has the data directory.</summary>
    public const string Aggregator = "aggregator";

    /// <summary>Every role.</summary>
    public static IReadOnlySet<string> All { get; } = new SortedSet<string>(StringComparer.Ordinal) { Coordinator, Worker, Aggregator };
}
