using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>A worker as the ledger imagines it: a queue, worked off in order.</summary>
internal sealed class SimulatedWorker(WorkerId id, int window, Action<LedgerEvent> tell)
{
    private readonly List<(LeaseId Lease, Block Block)> _queue = [];

    public WorkerId Id { get; } = id;

    public bool IsPaused { get; set; }

    public (LeaseId Lease, Block Block)? Next => _queue.Count == 0 ? null : _queue[0];

    public void Heartbeat()
    {
        if (!IsPaused)
        {
            tell(new LedgerEvent.WorkerAsked(Id, window, _queue.Count));
        }
    }

    public void TellHeld()
    {
        foreach (var (lease, _) in _queue)
        {
            tell(new LedgerEvent.LeaseHeld(Id, lease));
        }
    }

    public void Receive(LeaseId lease, Block block)
    {
        if (!_queue.Exists(q => q.Lease == lease))
        {
            _queue.Add((lease, block));
        }
    }

    public void Finish() => _queue.RemoveAt(0);

    public void Drop(LeaseId lease) => _queue.RemoveAll(q => q.Lease == lease);
}
