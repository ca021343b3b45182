namespace LoraCluster.Sweeps.Ledger;

/// <summary>A live lease.</summary>
internal sealed record Lease(LeaseId Id, LentBlock Lent, LedgerWorker Worker, TimeSpan Since, TimeSpan Deadline);
