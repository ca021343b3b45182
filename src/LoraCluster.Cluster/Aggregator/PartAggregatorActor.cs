using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>Carries a <see cref="PartDesk"/>. Belongs on a thread of its own: a commit waits for the disk.</summary>
public sealed class PartAggregatorActor : ReceiveActor
{
    private readonly PartDesk _desk;
    private readonly IActorRef _coordinator;

    /// <summary>An aggregator that answers to <paramref name="coordinator"/>.</summary>
    public PartAggregatorActor(PartDesk desk, IActorRef coordinator)
    {
        _desk = desk;
        _coordinator = coordinator;
        Receive<StoreProtocol.OpenPart>(m => Guard(() => _desk.Open(m.Part, m.FirstAttempt, m.OldestOpen)));
        Receive<StoreProtocol.StorePart>(m => Guard(() => Answer(_desk.Store(m.Part, m.FirstAttempt, m.Try))));
        Receive<StoreProtocol.ReleasePart>(m => _desk.Release(m.Part));
        Receive<WorkProtocol.BlockSolved>(m => Guard(() => Merge(m)));
    }

    private void Merge(WorkProtocol.BlockSolved solved)
    {
        switch (_desk.Solved(solved.Lease, new BlockResult(solved.Block, solved.Losses)))
        {
            case LedgerEvent.BlockMerged merged:
                _coordinator.Tell(new StoreProtocol.BlockMerged(
                    solved.Worker, solved.Lease, solved.Block, merged.Step, solved.Seconds));
                break;
            case { } other:
                Answer(other);
                break;
        }
    }

    private void Answer(LedgerEvent answer) => _coordinator.Tell(answer switch
    {
        LedgerEvent.PartLost e => new StoreProtocol.PartLost(e.Part, e.Attempt),
        LedgerEvent.PartStored e => new StoreProtocol.PartStored(e.Part, e.Cells, e.CellsReused),
        LedgerEvent.PartStoreFailed e => new StoreProtocol.PartStoreFailed(e.Part, e.Try, e.Kind, e.Message),
        _ => throw new InvalidOperationException($"no message for {answer.GetType().Name}"),
    });

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (DeterminismViolationException violation)
        {
            _coordinator.Tell(new StoreProtocol.SweepBroken(SweepFailure.DeterminismViolation, violation.Message));
        }
        catch (InvalidCellException invalid)
        {
            _coordinator.Tell(new StoreProtocol.SweepBroken(SweepFailure.InvalidCell, invalid.Message));
        }
        catch (Exception fault)
        {
            _coordinator.Tell(new StoreProtocol.SweepBroken(SweepFailure.Internal, $"{fault.GetType().Name}: {fault.Message}"));
        }
    }
}
