using Akka.Actor;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>Which aggregator has which open part.</summary>
internal sealed class AggregatorRoutes
{
    private readonly List<IActorRef> _aggregators = [];
    private readonly Dictionary<int, IActorRef> _parts = [];

    public bool IsEmpty => _aggregators.Count == 0;

    public void Add(IActorRef aggregator) => _aggregators.Add(aggregator);

    /// <summary>Forgets an aggregator; the open parts it had.</summary>
    public IReadOnlyList<int> Remove(IActorRef aggregator)
    {
        _aggregators.Remove(aggregator);
        return [.. _parts.Where(p => p.Value.Equals(aggregator)).Select(p => p.Key)];
    }

    /// <summary>Gives a part to the aggregator whose turn it is.</summary>
    public IActorRef Open(int part) => _parts[part] = IsEmpty ? ActorRefs.Nobody : _aggregators[part % _aggregators.Count];

    /// <summary>The aggregator of an open part.</summary>
    public IActorRef Of(int part) => _parts.GetValueOrDefault(part, ActorRefs.Nobody);

    /// <summary>Takes a part away from its aggregator, which is returned.</summary>
    public IActorRef Release(int part) => _parts.Remove(part, out var aggregator) ? aggregator : ActorRefs.Nobody;
}
