using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Worker;

/// <summary>Answers on their way to aggregators, in order, as many to a message as fit its frame.</summary>
internal sealed class SolutionOutbox(WorkerId worker)
{
    private List<WorkProtocol.Solution> _solutions = [];
    private IActorRef _aggregator = ActorRefs.Nobody;
    private long _room;

    public void Add(IActorRef aggregator, WorkProtocol.Solution solution)
    {
        int room = Frame.RoomOf(solution.Losses.Length);
        if (!aggregator.Equals(_aggregator) || !Frame.HoldsRoom(_room + room))
        {
            Send();
        }

        (_aggregator, _room) = (aggregator, _room + room);
        _solutions.Add(solution);
    }

    /// <summary>Sends what is here.</summary>
    public void Send()
    {
        if (_solutions.Count > 0)
        {
            _aggregator.Tell(new WorkProtocol.BlocksSolved(worker, _solutions));
            (_solutions, _room) = ([], 0);
        }
    }
}
