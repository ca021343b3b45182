using Akka.Actor;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Protocol;

/// <summary>How work reaches a worker and leaves it. Every message may be lost or come twice; leases heal both.</summary>
public static class WorkProtocol
{
    /// <summary>Worker to coordinator, again and again: I want to hold this many blocks and hold that many now.</summary>
    public sealed record RequestWork
    {
        /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a window below 1 or a negative number held.</summary>
        public RequestWork(WorkerId worker, int window, int held)
        {
            ArgumentException.ThrowIfNullOrEmpty(worker.Name);
            ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(held);
            (Worker, Window, Held) = (worker, window, held);
        }

        /// <summary>Who asks.</summary>
        public WorkerId Worker { get; }

        /// <summary>Blocks it wants to hold.</summary>
        public int Window { get; }

        /// <summary>Blocks it holds, running ones included.</summary>
        public int Held { get; }
    }

    /// <summary>Coordinator to worker: solve this block and send the losses to the aggregator named.</summary>
    public sealed record BlockLeased
    {
        /// <summary>Throws <see cref="ArgumentException"/> where lease and block are not of one kind, or the block is empty.</summary>
        public BlockLeased(LeaseId lease, Block block, IActorRef aggregator)
        {
            Require.SameBlock(lease, block);
            (Lease, Block, Aggregator) = (lease, block, aggregator);
        }

        /// <summary>The lease.</summary>
        public LeaseId Lease { get; }

        /// <summary>What to solve.</summary>
        public Block Block { get; }

        /// <summary>Where the losses go.</summary>
        public IActorRef Aggregator { get; }
    }

    /// <summary>Coordinator to worker: nobody waits for this block any more.</summary>
    public sealed record BlockWithdrawn(LeaseId Lease);

    /// <summary>Worker to coordinator: the solver threw, and goes on with the next block.</summary>
    public sealed record BlockCrashed(WorkerId Worker, LeaseId Lease, string Message);

    /// <summary>Worker to aggregator: a block's losses, shaped as <see cref="Sweeps.Running.BlockResult.Losses"/>.</summary>
    public sealed record BlockSolved
    {
        /// <summary>Throws <see cref="ArgumentException"/> for losses beyond a frame, or where lease and block do not belong together.</summary>
        public BlockSolved(WorkerId worker, LeaseId lease, Block block, double[] losses, double seconds)
        {
            Require.SameBlock(lease, block);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(losses.Length, Frame.LossesMax, nameof(losses));
            ArgumentOutOfRangeException.ThrowIfNegative(seconds);
            (Worker, Lease, Block, Losses, Seconds) = (worker, lease, block, losses, seconds);
        }

        /// <summary>Who solved it.</summary>
        public WorkerId Worker { get; }

        /// <summary>The lease it answers.</summary>
        public LeaseId Lease { get; }

        /// <summary>What was solved.</summary>
        public Block Block { get; }

        /// <summary>The losses; NaN where a trial did not converge.</summary>
        public double[] Losses { get; }

        /// <summary>Seconds it took, by the worker's monotonic clock.</summary>
        public double Seconds { get; }
    }
}
