namespace LoraCluster.Cluster.Protocol;

/// <summary>A message that may travel between nodes, by <see cref="Wire.WireSerializer"/>.</summary>
public interface IWireMessage;
