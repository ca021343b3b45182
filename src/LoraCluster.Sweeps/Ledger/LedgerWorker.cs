namespace LoraCluster.Sweeps.Ledger;

/// <summary>What the ledger knows of a worker.</summary>
internal sealed class LedgerWorker(WorkerId id)
{
    public WorkerId Id { get; } = id;

    /// <summary>Leases it may hold; 0 from the moment one expires until it speaks again.</summary>
    public int Limit { get; set; }

    /// <summary>Its live leases, oldest first: the order in which it works.</summary>
    public List<Lease> Leases { get; } = [];

    public bool IsQueued { get; set; }
}
