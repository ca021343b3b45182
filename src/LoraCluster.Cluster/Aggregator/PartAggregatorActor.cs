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
    private readonly Action<WorkProtocol.BlocksSolved, IReadOnlyList<StoreProtocol.MergedBlock>>? _onMerged;
    private IActorRef _coordinator;

    /// <summary>An aggregator that answers to <paramref name="coordinator"/>, or to whoever sends a <see cref="CoordinatorIs"/> later; <paramref name="onMerged"/> hears of every merge.</summary>
    public PartAggregatorActor(PartDesk desk, IActorRef coordinator, Action<WorkProtocol.BlocksSolved, IReadOnlyList<StoreProtocol.MergedBlock>>? onMerged = null)
    {
        (_desk, _coordinator, _onMerged) = (desk, coordinator, onMerged);
        Receive<CoordinatorIs>(m => _coordinator = m.Coordinator);
        Receive<WorkProtocol.TellHeld>(_ => TellHeld());
        Receive<StoreProtocol.OpenPart>(m => Guard(() => _desk.Open(m.Part, m.FirstAttempt, m.OldestOpen)));
        Receive<StoreProtocol.StorePart>(m => Guard(() => Answer(_desk.Store(m.Part, m.FirstAttempt, m.Try))));
        Receive<StoreProtocol.ReleasePart>(m => _desk.Release(m.Part));
        Receive<WorkProtocol.BlocksSolved>(Merge);
    }

    private void TellHeld()
    {
        foreach (var part in _desk.Held())
        {
            _coordinator.Tell(new StoreProtocol.PartHeld(part));
        }
    }

    // What was merged before a fault is told all the same: the desk holds it.
    private void Merge(WorkProtocol.BlocksSolved solved)
    {
        var merged = new List<StoreProtocol.MergedBlock>(solved.Solutions.Count);
        Guard(() =>
        {
            foreach (var solution in solved.Solutions)
            {
                Merge(solution, merged);
            }
        });
        if (merged.Count > 0)
        {
            _coordinator.Tell(new StoreProtocol.BlocksMerged(solved.Worker, merged));
            _onMerged?.Invoke(solved, merged);
        }
    }

    private void Merge(WorkProtocol.Solution solution, List<StoreProtocol.MergedBlock> merged)
    {
        switch (_desk.Solved(solution.Loan.Lease, new BlockResult(solution.Loan.Block, solution.Losses)))
        {
            case LedgerEvent.BlockMerged e:
                merged.Add(new StoreProtocol.MergedBlock(solution.Loan, e.Step, solution.Seconds));
                break;
            case { } other:
                Answer(other);
                break;
        }
    }

    private void Answer(LedgerEvent answer) => _coordinator.Tell(answer switch
    {
        LedgerEvent.PartLost e => new StoreProtocol.PartLost(e.Part, e.Attempt),
        LedgerEvent.AttemptWasOld e => new StoreProtocol.AttemptWasOld(e.Part, e.FirstAttempt),
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
