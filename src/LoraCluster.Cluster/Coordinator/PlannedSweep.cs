using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>A sweep's definition, read and planned.</summary>
/// <param name="Plan">Its parts.</param>
/// <param name="Blocks">Its blocks.</param>
/// <param name="Options">The ledger's patience and appetite for it.</param>
internal sealed record PlannedSweep(PartPlan Plan, BlockPlan Blocks, LedgerOptions Options)
{
    /// <summary>What a node must be able to do to work on it; null where every node can.</summary>
    public string? Ability { get; init; }
}
