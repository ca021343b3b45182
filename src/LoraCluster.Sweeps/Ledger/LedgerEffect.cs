using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>Something the ledger wants done.</summary>
public abstract record LedgerEffect
{
    private LedgerEffect()
    {
    }

    /// <summary>Lend a block to a worker.</summary>
    public sealed record LeaseBlock(WorkerId Worker, LeaseId Lease, Block Block) : LedgerEffect;

    /// <summary>Tell a worker that nobody waits for this block any more.</summary>
    public sealed record WithdrawBlock(WorkerId Worker, LeaseId Lease) : LedgerEffect;

    /// <summary>Have a worker say which leases it holds: it holds more than it was lent here.</summary>
    public sealed record AskHeld(WorkerId Worker) : LedgerEffect;

    /// <summary>
    /// Have a part begun, or begun again: attempts before <paramref name="FirstAttempt"/> are old. No part below
    /// <paramref name="OldestOpen"/> is needed any more.
    /// </summary>
    public sealed record OpenPart(PartRange Part, int FirstAttempt, int OldestOpen) : LedgerEffect;

    /// <summary>Have a part stored, every block of which is merged.</summary>
    public sealed record StorePart(PartRange Part, int FirstAttempt, int Try) : LedgerEffect;

    /// <summary>Have a part forgotten: it is on disk, or given up.</summary>
    public sealed record ReleasePart(int Part) : LedgerEffect;

    /// <summary>The sweep is over. Nothing follows.</summary>
    public sealed record SweepEnded(SweepOutcome Outcome) : LedgerEffect;
}
