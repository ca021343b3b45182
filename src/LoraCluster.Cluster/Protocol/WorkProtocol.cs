using Akka.Actor;
using LoraCluster.Sweeps.Ledger;

namespace LoraCluster.Cluster.Protocol;

/// <summary>
/// How work reaches a worker and leaves it. Every message may be lost or come twice; leases heal both. The constructors throw
/// <see cref="ArgumentException"/> for what makes no sense or would not fit a frame.
/// </summary>
public static class WorkProtocol
{
    /// <summary>Worker to coordinator, again and again: I want to hold this many blocks and hold that many now.</summary>
    public sealed record RequestWork : IWireMessage
    {
        /// <summary>A request for a window of at least 1.</summary>
        public RequestWork(WorkerId worker, int window, int held) =>
            (Worker, Window, Held) = (Require.Name(worker), Require.AtLeast(1, window), Require.AtLeast(0, held));

        /// <summary>Who asks.</summary>
        public WorkerId Worker { get; }

        /// <summary>Blocks it wants to hold.</summary>
        public int Window { get; }

        /// <summary>Blocks it holds, running ones included.</summary>
        public int Held { get; }
    }

    /// <summary>Coordinator to worker: solve these blocks in this order and send the losses to the aggregator named.</summary>
    public sealed record BlocksLeased : IWireMessage
    {
        /// <summary>At least one block; none is empty.</summary>
        public BlocksLeased(IActorRef aggregator, IReadOnlyList<Loan> loans)
        {
            foreach (var loan in Require.Some(loans))
            {
                Require.Loan(loan);
            }

            (Aggregator, Loans) = (aggregator, loans);
        }

        /// <summary>Where the losses go.</summary>
        public IActorRef Aggregator { get; }

        /// <summary>What to solve.</summary>
        public IReadOnlyList<Loan> Loans { get; }
    }

    /// <summary>Coordinator to worker: nobody waits for this block any more.</summary>
    public sealed record BlockWithdrawn : IWireMessage
    {
        /// <summary>The withdrawal of a lease.</summary>
        public BlockWithdrawn(LeaseId lease) => Lease = Require.Lease(lease);

        /// <summary>The lease.</summary>
        public LeaseId Lease { get; }
    }

    /// <summary>Coordinator to worker or aggregator: I am new; tell me what you hold.</summary>
    public sealed record TellHeld : IWireMessage
    {
        /// <summary>The one value.</summary>
        public static TellHeld Instance { get; } = new();
    }

    /// <summary>Worker to coordinator: leases that another coordinator gave me and that I have not answered.</summary>
    public sealed record LeasesHeld : IWireMessage
    {
        /// <summary>At least one lease.</summary>
        public LeasesHeld(WorkerId worker, IReadOnlyList<LeaseId> leases)
        {
            foreach (var lease in Require.Some(leases))
            {
                Require.Lease(lease);
            }

            (Worker, Leases) = (Require.Name(worker), leases);
        }

        /// <summary>Who holds them.</summary>
        public WorkerId Worker { get; }

        /// <summary>The leases.</summary>
        public IReadOnlyList<LeaseId> Leases { get; }
    }

    /// <summary>A worker's node to the coordinator: the worker is no more.</summary>
    public sealed record WorkerEnded : IWireMessage
    {
        /// <summary>The end of a worker; one that failed puts the block it was at under suspicion.</summary>
        public WorkerEnded(WorkerId worker, bool hasFailed) => (Worker, HasFailed) = (Require.Name(worker), hasFailed);

        /// <summary>Who.</summary>
        public WorkerId Worker { get; }

        /// <summary>False for one that stopped in good order.</summary>
        public bool HasFailed { get; }
    }

    /// <summary>Worker to coordinator: the solver threw, and goes on with the next block.</summary>
    public sealed record BlockCrashed : IWireMessage
    {
        /// <summary>The end of a lease; of a long message, the beginning.</summary>
        public BlockCrashed(WorkerId worker, LeaseId lease, string message) =>
            (Worker, Lease, Message) = (Require.Name(worker), Require.Lease(lease), Frame.Cut(message));

        /// <summary>Who tried.</summary>
        public WorkerId Worker { get; }

        /// <summary>The lease.</summary>
        public LeaseId Lease { get; }

        /// <summary>What went wrong.</summary>
        public string Message { get; }
    }

    /// <summary>Worker to aggregator: the losses of some blocks.</summary>
    public sealed record BlocksSolved : IWireMessage
    {
        /// <summary>At least one block; no more losses than <see cref="Frame.HoldsRoom"/> allows.</summary>
        public BlocksSolved(WorkerId worker, IReadOnlyList<Solution> solutions)
        {
            long room = 0;
            foreach (var solution in Require.Some(solutions))
            {
                Require.Loan(solution.Loan);
                Require.Seconds(solution.Seconds);
                room += Frame.RoomOf(solution.Losses.Length);
            }

            if (!Frame.HoldsRoom(room))
            {
                throw new ArgumentException($"{room} bytes do not fit a frame", nameof(solutions));
            }

            (Worker, Solutions) = (Require.Name(worker), solutions);
        }

        /// <summary>Who solved them.</summary>
        public WorkerId Worker { get; }

        /// <summary>The blocks.</summary>
        public IReadOnlyList<Solution> Solutions { get; }
    }

    /// <summary>A solved block.</summary>
    /// <param name="Loan">The block and the attempt.</param>
    /// <param name="Losses">Shaped as <see cref="Sweeps.Running.BlockResult.Losses"/>; NaN where a trial did not converge.</param>
    /// <param name="Seconds">Seconds it took, by the worker's monotonic clock.</param>
    public sealed record Solution(Loan Loan, double[] Losses, double Seconds);
}
