namespace LoraCluster.Cluster.Node;

/// <summary>How a node's life ended.</summary>
public enum NodeEndKind
{
    /// <summary>It left as it was asked to.</summary>
    Left,

    /// <summary>The coordinator did not want it.</summary>
    Refused,

    /// <summary>No seed node answered in time.</summary>
    JoinFailed,

    /// <summary>No seed node took it in, and one at least has a certificate of another authority.</summary>
    NotTrusted,

    /// <summary>The others went on without it: it must be started again to take part.</summary>
    Downed,

    /// <summary>It could not store parts, the device failing again and again; it left, so that others store them.</summary>
    DeviceFailed,
}
