using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>The aggregator's side of the conversation, around the real desk that the actor uses too.</summary>
internal sealed class SimulatedAggregator(SweepDefinition definition, IPartSink sink, Action<LedgerEvent> tell)
{
    private PartDesk _desk = new(definition, null, sink);

    public void Forget() => _desk = new PartDesk(definition, null, sink);

    public void Open(LedgerEffect.OpenPart order) => _desk.Open(order.Part, order.FirstAttempt, order.OldestOpen);

    public void Release(int part) => _desk.Release(part);

    public void TellHeld()
    {
        foreach (var part in _desk.Held())
        {
            tell(new LedgerEvent.PartHeld(part));
        }
    }

    public void Solved(LeaseId lease, BlockResult result, double seconds) =>
        tell(_desk.Solved(lease, result) is var answer && answer is LedgerEvent.BlockMerged merged ? merged with { Seconds = seconds } : answer);

    public void Store(LedgerEffect.StorePart order, PartStoreFailure? fault) => tell(fault is { } kind
        ? new LedgerEvent.PartStoreFailed(order.Part.Number, order.Try, kind, "simulated")
        : _desk.Store(order.Part.Number, order.FirstAttempt, order.Try));
}
