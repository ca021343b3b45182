using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Protocol;

/// <summary>A block that is lent, and the number of the attempt at it.</summary>
/// <param name="Block">What to solve.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public readonly record struct Loan(Block Block, int Attempt)
{
    /// <summary>The lease.</summary>
    public LeaseId Lease => new(Block.Part, Block.Number, Attempt);
}
