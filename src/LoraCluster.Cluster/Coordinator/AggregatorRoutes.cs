using Akka.Actor;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>Which aggregator has which open part.</summary>
internal sealed class AggregatorRoutes
{
    // Aggregators of a cluster introduce themselves every second. A late word of one that is gone would make it the home of parts for ever; one that stands still for less is not given up.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly StandstillWatch _standstill = new();
    private readonly List<IActorRef> _aggregators = [];
    private readonly Dictionary<IActorRef, TimeSpan> _heardAt = [];
    private readonly Dictionary<int, IActorRef> _parts = [];
    private readonly Dictionary<int, IActorRef> _preferred = [];

    public bool IsEmpty => _aggregators.Count == 0;

    public IReadOnlyList<IActorRef> All => _aggregators;

    /// <summary>True from the moment in which none has been heard for half a minute until one is.</summary>
    public bool AreAllSilent { get; private set; }

    public bool Has(IActorRef aggregator) => _aggregators.Contains(aggregator);

    /// <summary>Notes that an aggregator is alive. False for one that is not known.</summary>
    public bool Hear(IActorRef aggregator, TimeSpan now)
    {
        bool isKnown = Has(aggregator);
        if (isKnown)
        {
            _heardAt[aggregator] = now;
            AreAllSilent = false;
        }

        return isKnown;
    }

    /// <summary>
    /// Those that have not been heard for half a minute, if another has been; asked at every tick: where these come late nobody listened, and nobody is blamed for it.
    /// </summary>
    public IReadOnlyList<IActorRef> Silent(TimeSpan now)
    {
        if (_standstill.OnTick(now) is { } stoodStill)
        {
            _aggregators.ForEach(aggregator => _heardAt[aggregator] += stoodStill);
        }

        var silent = _aggregators.FindAll(aggregator => _heardAt[aggregator] < now - Silence);
        if (silent.Count == 0 || silent.Count < _aggregators.Count)
        {
            return silent;
        }

        // It is what they share that fails, and whoever of them speaks first again shall not get what the others have.
        AreAllSilent = true;
        silent.ForEach(aggregator => _heardAt[aggregator] = now);
        return [];
    }

    /// <summary>Takes an aggregator in; the open parts that nobody has.</summary>
    public IReadOnlyList<int> Add(IActorRef aggregator, TimeSpan now)
    {
        AreAllSilent = false;
        _aggregators.Add(aggregator);
        _heardAt[aggregator] = now;
        return PartsOf(ActorRefs.Nobody);
    }

    /// <summary>Forgets an aggregator; the parts it had, or was to have.</summary>
    public IReadOnlyList<int> Remove(IActorRef aggregator)
    {
        _aggregators.Remove(aggregator);
        _heardAt.Remove(aggregator);
        var parts = PartsOf(aggregator);
        var preferred = _preferred.Where(p => p.Value.Equals(aggregator)).Select(p => p.Key).ToList();
        foreach (int part in parts)
        {
            _parts[part] = ActorRefs.Nobody;
        }

        foreach (int part in preferred)
        {
            _preferred.Remove(part);
        }

        return [.. parts, .. preferred];
    }

    /// <summary>Notes who holds a part that is not open yet. False where another is known to.</summary>
    public bool Prefer(int part, IActorRef aggregator) =>
        Has(aggregator) && !_parts.ContainsKey(part) && (_preferred.TryAdd(part, aggregator) || _preferred[part].Equals(aggregator));

    /// <summary>Gives a part to the aggregator that holds it, or else to the one whose turn it is.</summary>
    public IActorRef Open(int part)
    {
        if (!_preferred.Remove(part, out var aggregator))
        {
            aggregator = IsEmpty ? ActorRefs.Nobody : _aggregators[part % _aggregators.Count];
        }

        return _parts[part] = aggregator;
    }

    /// <summary>The aggregator of an open part.</summary>
    public IActorRef Of(int part) => _parts.GetValueOrDefault(part, ActorRefs.Nobody);

    /// <summary>Takes a part away from its aggregator, which is returned.</summary>
    public IActorRef Release(int part) => _parts.Remove(part, out var aggregator) ? aggregator : ActorRefs.Nobody;

    private List<int> PartsOf(IActorRef aggregator) => [.. _parts.Where(p => p.Value.Equals(aggregator)).Select(p => p.Key)];
}
