namespace LoraCluster.Cluster.Node;

/// <summary>How a node's life ended.</summary>
/// <param name="Kind">The kind of end.</param>
/// <param name="Reason">The particulars in words; may be empty.</param>
public sealed record NodeEnd(NodeEndKind Kind, string Reason);
