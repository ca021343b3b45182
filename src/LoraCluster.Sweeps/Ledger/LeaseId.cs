namespace LoraCluster.Sweeps.Ledger;

/// <summary>The number of one lease.</summary>
/// <param name="Part">The part.</param>
/// <param name="Block">The block's number within the part.</param>
/// <param name="Attempt">
/// Counts the leases of this part from 1 and never goes back. When a part must be begun again, every attempt made before is old, and answers to it are dropped.
/// </param>
public readonly record struct LeaseId(int Part, int Block, int Attempt);
