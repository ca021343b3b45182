using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>
/// Tells when this cluster has to yield to another that goes by the same seeds: a seed that could reach nobody when it started has begun a cluster of its own, and Akka's clusters never
/// become one again. Pure.
/// </summary>
internal sealed class RivalWatch
{
    // Who was cut off may still speak for some seconds after the others went on without it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, (TimeSpan Since, TimeSpan Last)> _stronger = [];

    /// <summary>Hears of another cluster; true once one that is stronger than <paramref name="own"/> has been heard for a while. Stronger is who can store, then who has more nodes.</summary>
    public bool MustYield(NodeProtocol.Rival own, NodeProtocol.Rival other, TimeSpan now)
    {
        if (IsStronger(own, other))
        {
            _stronger.Remove(other.Address);
            return false;
        }

        var (since, last) = _stronger.GetValueOrDefault(other.Address, (now, now));
        since = now - last > Gap ? now : since;
        _stronger[other.Address] = (since, now);
        return now - since >= Patience;
    }

    private static bool IsStronger(NodeProtocol.Rival own, NodeProtocol.Rival other) =>
        own.HasData != other.HasData ? own.HasData
        : own.Nodes != other.Nodes ? own.Nodes > other.Nodes
        : string.CompareOrdinal(own.Address, other.Address) < 0;
}
