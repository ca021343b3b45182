using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>Something the ledger is told. Any of them may come late, twice or never.</summary>
public abstract record LedgerEvent
{
    private LedgerEvent()
    {
    }

    /// <summary>A worker says how many blocks it wants to hold, and how many it holds. Saying it twice changes nothing.</summary>
    public sealed record WorkerAsked(WorkerId Worker, int Window, int Held) : LedgerEvent;

    /// <summary>A worker is gone for good. The block it was working on, the oldest it held, is suspected.</summary>
    public sealed record WorkerLost(WorkerId Worker) : LedgerEvent;

    /// <summary>A worker has stopped in good order. Nothing is suspected.</summary>
    public sealed record WorkerLeft(WorkerId Worker) : LedgerEvent;

    /// <summary>
    /// A worker holds this lease, which another ledger gave: an adopted block is not lent to anyone else. Counts where its part is not open yet.
    /// </summary>
    public sealed record LeaseHeld(WorkerId Worker, LeaseId Lease) : LedgerEvent;

    /// <summary>An aggregator holds blocks of a part that another ledger had it open. Counts where the part is not open yet; the last word is taken.</summary>
    public sealed record PartHeld(HeldPart Part) : LedgerEvent;

    /// <summary>Whether there is an aggregator at all; without one nothing is lent.</summary>
    public sealed record AggregatorsKnown(bool Any) : LedgerEvent;

    /// <summary>The solver threw while running a block; the worker lives on.</summary>
    public sealed record BlockCrashed(WorkerId Worker, LeaseId Lease, string Message) : LedgerEvent;

    /// <summary>The aggregator holds a block's losses, from this answer or an earlier one; it took the solver <paramref name="Seconds"/>.</summary>
    public sealed record BlockMerged(LeaseId Lease, MergeStep Step, double Seconds = 0) : LedgerEvent;

    /// <summary>An aggregator holds nothing of a part; <paramref name="Attempt"/> is the attempt it heard of last.</summary>
    public sealed record PartLost(int Part, int Attempt) : LedgerEvent;

    /// <summary>An answer was old where it came to: there a part's attempts count from <paramref name="FirstAttempt"/> on. Heals a succession of ledgers that did not hear of it.</summary>
    public sealed record AttemptWasOld(int Part, int FirstAttempt) : LedgerEvent;

    /// <summary>A part is on disk for good.</summary>
    public sealed record PartStored(int Part, int Cells, int CellsReused) : LedgerEvent;

    /// <summary>Storing a part failed; <paramref name="Try"/> is the number that the order to store carried.</summary>
    public sealed record PartStoreFailed(int Part, int Try, PartStoreFailure Kind, string Message) : LedgerEvent;

    /// <summary>Something happened after which no result may be trusted or no work be done.</summary>
    public sealed record Broken(SweepFailure Kind, string Message) : LedgerEvent;

    /// <summary>Someone wants the sweep to stop.</summary>
    public sealed record StopAsked : LedgerEvent;

    /// <summary>Time has passed. Deadlines are looked at only here.</summary>
    public sealed record Ticked : LedgerEvent;
}
