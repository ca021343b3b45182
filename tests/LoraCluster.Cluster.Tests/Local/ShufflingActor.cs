using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Tests.Toy;

namespace LoraCluster.Cluster.Tests.Local;

/// <summary>Stands before an aggregator, holds answers back in threes and passes each on once or twice, in random order.</summary>
internal sealed class ShufflingActor : ReceiveActor
{
    private readonly List<WorkProtocol.BlocksSolved> _held = [];
    private SplitMix _dice;

    public ShufflingActor(IActorRef aggregator, ulong seed)
    {
        _dice = new SplitMix(seed);
        Receive<WorkProtocol.BlocksSolved>(solved =>
        {
            _held.Add(solved);
            if (_held.Count >= 3)
            {
                Release(aggregator);
            }
        });
        Receive<ReceiveTimeout>(_ => Release(aggregator));
        ReceiveAny(aggregator.Forward);
        SetReceiveTimeout(TimeSpan.FromMilliseconds(20));
    }

    private void Release(IActorRef aggregator)
    {
        while (_held.Count > 0)
        {
            int chosen = _dice.Below(_held.Count);
            aggregator.Tell(_held[chosen]);
            if (_dice.Chance(0.6))
            {
                _held.RemoveAt(chosen);
            }
        }
    }
}
