using Akka.Actor;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Protocol;

/// <summary>
/// How parts are begun, filled and stored. Orders go from the coordinator to an aggregator, facts come back. The constructors throw
/// <see cref="ArgumentException"/> for what makes no sense or would not fit a frame; texts are cut.
/// </summary>
public static class StoreProtocol
{
    /// <summary>Aggregator to coordinator: <paramref name="Aggregator"/> takes parts from now on.</summary>
    public sealed record AggregatorReady(IActorRef Aggregator) : IWireMessage;

    /// <summary>Coordinator to aggregator: begin a part, or begin it again; drop what lies below <paramref name="OldestOpen"/>.</summary>
    public sealed record OpenPart(PartRange Part, int FirstAttempt, int OldestOpen) : IWireMessage
    {
        /// <summary>The part.</summary>
        public PartRange Part { get; } = Require.Part(Part);

        /// <summary>The first attempt that is not old.</summary>
        public int FirstAttempt { get; } = Require.AtLeast(1, FirstAttempt);

        /// <summary>No part below is needed any more.</summary>
        public int OldestOpen { get; } = Require.AtLeast(0, OldestOpen);
    }

    /// <summary>Coordinator to aggregator: every block is merged, make the part durable.</summary>
    public sealed record StorePart(int Part, int FirstAttempt, int Try) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);

        /// <summary>The first attempt that is not old.</summary>
        public int FirstAttempt { get; } = Require.AtLeast(1, FirstAttempt);

        /// <summary>The order's number.</summary>
        public int Try { get; } = Require.AtLeast(1, Try);
    }

    /// <summary>Coordinator to aggregator: the part is settled, forget it.</summary>
    public sealed record ReleasePart(int Part) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);
    }

    /// <summary>Aggregator to coordinator: I hold the losses of these blocks, all from one worker.</summary>
    public sealed record BlocksMerged : IWireMessage
    {
        /// <summary>At least one block.</summary>
        public BlocksMerged(WorkerId worker, IReadOnlyList<MergedBlock> blocks)
        {
            foreach (var merged in Require.Some(blocks))
            {
                Require.Loan(merged.Loan);
                Require.Seconds(merged.Seconds);
            }

            (Worker, Blocks) = (Require.Name(worker), blocks);
        }

        /// <summary>Who solved them.</summary>
        public WorkerId Worker { get; }

        /// <summary>The blocks.</summary>
        public IReadOnlyList<MergedBlock> Blocks { get; }
    }

    /// <summary>A block whose losses an aggregator holds.</summary>
    /// <param name="Loan">The block and the attempt that answered.</param>
    /// <param name="Step">What it added to its part.</param>
    /// <param name="Seconds">Seconds it took, by the worker's monotonic clock.</param>
    public readonly record struct MergedBlock(Loan Loan, MergeStep Step, double Seconds);

    /// <summary>Aggregator to coordinator: I hold nothing of this part, though attempt <paramref name="Attempt"/> concerns it.</summary>
    public sealed record PartLost(int Part, int Attempt) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);

        /// <summary>The attempt that it concerns.</summary>
        public int Attempt { get; } = Require.AtLeast(1, Attempt);
    }

    /// <summary>Aggregator to coordinator, asked: I hold this of a part that is not stored.</summary>
    public sealed record PartHeld : IWireMessage
    {
        /// <summary>What is held; no more blocks than <see cref="PartDesk.HeldBlocksMax"/>.</summary>
        public PartHeld(HeldPart part)
        {
            Require.AtLeast(0, part.Number);
            Require.AtLeast(1, part.FirstAttempt);
            Require.AtLeast(0, part.LastAttempt);
            Require.AtLeast(0, part.Cells);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(part.Blocks.Length, PartDesk.HeldBlocksMax / 8, nameof(part));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(part.Settled.Length, PartDesk.HeldPositionsMax / 8, nameof(part));
            Part = part;
        }

        /// <summary>What is held.</summary>
        public HeldPart Part { get; }
    }

    /// <summary>Aggregator to coordinator: an answer was older than <paramref name="FirstAttempt"/>, from which on attempts count here.</summary>
    public sealed record AttemptWasOld(int Part, int FirstAttempt) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);

        /// <summary>The first attempt that counts.</summary>
        public int FirstAttempt { get; } = Require.AtLeast(1, FirstAttempt);
    }

    /// <summary>Aggregator to coordinator, and only once it would survive a power cut: the part is committed.</summary>
    public sealed record PartStored(int Part, int Cells, int CellsReused) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);

        /// <summary>Its cells.</summary>
        public int Cells { get; } = Require.AtLeast(0, Cells);

        /// <summary>Those taken over from an earlier dataset.</summary>
        public int CellsReused { get; } = Require.AtLeast(0, CellsReused);
    }

    /// <summary>Aggregator to coordinator: the order to store number <paramref name="Try"/> failed.</summary>
    public sealed record PartStoreFailed(int Part, int Try, PartStoreFailure Kind, string Message) : IWireMessage
    {
        /// <summary>The part's number.</summary>
        public int Part { get; } = Require.AtLeast(0, Part);

        /// <summary>The order's number.</summary>
        public int Try { get; } = Require.AtLeast(1, Try);

        /// <summary>What went wrong.</summary>
        public string Message { get; } = Frame.Cut(Message);
    }

    /// <summary>Aggregator to coordinator: something after which the sweep must not go on.</summary>
    public sealed record SweepBroken(SweepFailure Kind, string Message) : IWireMessage
    {
        /// <summary>What went wrong.</summary>
        public string Message { get; } = Frame.Cut(Message);
    }
}
