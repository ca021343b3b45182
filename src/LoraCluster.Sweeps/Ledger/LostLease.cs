namespace LoraCluster.Sweeps.Ledger;

/// <summary>A lease, closed because its worker says that it holds nothing. Is it lost, or does its answer wait for an aggregator that writes?</summary>
/// <param name="Worker">Who had it.</param>
/// <param name="Attempt">Its attempt. Attempts of a part are lent in order, so the answer to a later one comes behind its own.</param>
/// <param name="LentUntil">What else of the part it was lent until then is lost, too, if this lease is and the worker has held nothing since.</param>
internal sealed record LostLease(LedgerWorker Worker, int Attempt, TimeSpan LentUntil);
