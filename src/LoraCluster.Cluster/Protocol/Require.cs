using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Protocol;

internal static class Require
{
    public static void SameBlock(LeaseId lease, Block block)
    {
        if (lease.Part != block.Part || lease.Block != block.Number || lease.Attempt < 1)
        {
            throw new ArgumentException($"{lease} is no lease of {block}", nameof(lease));
        }

        if (block.PositionCount < 1 || block.TrialCount < 1 || block.FirstPosition < 0 || block.FirstTrial < 0)
        {
            throw new ArgumentException($"{block} holds nothing", nameof(block));
        }
    }
}
