using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Protocol;

/// <summary>How parts are begun, filled and stored. Orders go from the coordinator to an aggregator, facts come back.</summary>
public static class StoreProtocol
{
    /// <summary>Coordinator to aggregator: begin a part, or begin it again; drop what lies below <paramref name="OldestOpen"/>.</summary>
    public sealed record OpenPart(PartRange Part, int FirstAttempt, int OldestOpen);

    /// <summary>Coordinator to aggregator: every block is merged, make the part durable.</summary>
    public sealed record StorePart(int Part, int FirstAttempt, int Try);

    /// <summary>Coordinator to aggregator: the part is settled, forget it.</summary>
    public sealed record ReleasePart(int Part);

    /// <summary>Aggregator to coordinator: I hold this block's losses.</summary>
    public sealed record BlockMerged(WorkerId Worker, LeaseId Lease, Block Block, MergeStep Step, double Seconds);

    /// <summary>Aggregator to coordinator: I hold nothing of this part, though attempt <paramref name="Attempt"/> concerns it.</summary>
    public sealed record PartLost(int Part, int Attempt);

    /// <summary>Aggregator to coordinator, and only once it would survive a power cut: the part is committed.</summary>
    public sealed record PartStored(int Part, int Cells, int CellsReused);

    /// <summary>Aggregator to coordinator: the order to store number <paramref name="Try"/> failed.</summary>
    public sealed record PartStoreFailed(int Part, int Try, PartStoreFailure Kind, string Message);

    /// <summary>Aggregator to coordinator: something after which the sweep must not go on.</summary>
    public sealed record SweepBroken(SweepFailure Kind, string Message);
}
