using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>Leases on their way to workers: those that one message caused travel together, by worker and aggregator.</summary>
internal sealed class LeaseOutbox
{
    private readonly Dictionary<(IActorRef Worker, IActorRef Aggregator), List<Loan>> _leases = [];

    public void Add(IActorRef worker, IActorRef aggregator, Loan loan)
    {
        if (!_leases.TryGetValue((worker, aggregator), out var loans))
        {
            _leases.Add((worker, aggregator), loans = []);
        }

        loans.Add(loan);
    }

    /// <summary>Takes a lease back that has not been sent. False where there is none.</summary>
    public bool TakeBack(IActorRef worker, IActorRef aggregator, LeaseId lease) =>
        _leases.TryGetValue((worker, aggregator), out var loans) && loans.RemoveAll(loan => loan.Lease == lease) > 0;

    /// <summary>Sends everything.</summary>
    public void Send()
    {
        foreach (var ((worker, aggregator), loans) in _leases)
        {
            foreach (var message in loans.Chunk(Frame.BlocksMax))
            {
                worker.Tell(new WorkProtocol.BlocksLeased(aggregator, message));
            }
        }

        _leases.Clear();
    }
}
