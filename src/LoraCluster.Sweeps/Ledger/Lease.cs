namespace LoraCluster.Sweeps.Ledger;

/// <summary>A live lease.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Lent">The block.</param>
/// <param name="Worker">Who has it.</param>
/// <param name="LentAt">When it was lent.</param>
/// <param name="Overdue">When its answer is so late that someone else may try besides.</param>
/// <param name="Deadline">When it ends.</param>
internal sealed record Lease(LeaseId Id, LentBlock Lent, LedgerWorker Worker, TimeSpan LentAt, TimeSpan Overdue, TimeSpan Deadline);
