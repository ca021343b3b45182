using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Worker;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cluster.Node;

/// <summary>What a node does for one sweep.</summary>
internal sealed class LocalShare(string name, string hash)
{
    private static int _lives;
    private IActorRef _told = ActorRefs.Nobody;

    public string Name { get; } = name;

    public string Hash { get; } = hash;

    public SweepDefinition? Definition { get; set; }

    public IActorRef Coordinator { get; set; } = ActorRefs.Nobody;

    public int Workers { get; set; }

    public IActorRef Pool { get; set; } = ActorRefs.Nobody;

    public IActorRef Host { get; set; } = ActorRefs.Nobody;

    /// <summary>A name for a pool that no other pool of this process has had.</summary>
    public string Life() => $"{Name}-{Interlocked.Increment(ref _lives)}";

    /// <summary>Tells those who work here who coordinates, where that is news.</summary>
    public void TellCoordinator()
    {
        if (!Coordinator.Equals(_told))
        {
            _told = Coordinator;
            Pool.Tell(new CoordinatorIs(Coordinator));
            Host.Tell(new CoordinatorIs(Coordinator));
        }
    }

    public void LeavePool(TimeSpan patience) => Pool.Tell(new WorkerPoolActor.Leave(patience));

    /// <summary>Ends everything that is done for the sweep.</summary>
    public void End(TimeSpan patience)
    {
        LeavePool(patience);
        Host.Tell(PoisonPill.Instance);
    }
}
