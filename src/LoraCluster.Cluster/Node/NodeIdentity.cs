namespace LoraCluster.Cluster.Node;

/// <summary>What must be equal on every node of a cluster.</summary>
/// <param name="Release">The release.</param>
/// <param name="Fingerprint">The fingerprint of the arithmetic.</param>
public sealed record NodeIdentity(string Release, string Fingerprint)
{
    /// <summary>Why a stranger cannot work with a coordinator of this identity; null where it can.</summary>
    public string? ObjectionTo(int protocol, string release, string fingerprint) =>
        protocol != Protocol.NodeProtocol.Version ? $"it speaks protocol {protocol}, the coordinator {Protocol.NodeProtocol.Version}"
        : release != Release ? $"it runs release {release}, the coordinator {Release}"
        : fingerprint != Fingerprint ? $"its arithmetic differs: fingerprint {fingerprint}, the coordinator's {Fingerprint}; results would not be the same bits"
        : null;
}
