using Akka.Actor;
using Google.Protobuf;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>The messages of <see cref="StoreProtocol"/>, to their bodies and back. Reading throws <see cref="ArgumentException"/> for nonsense.</summary>
internal static class StoreBodies
{
    public static AggregatorReadyBody Write(StoreProtocol.AggregatorReady m) => new() { Aggregator = ActorPaths.Of(m.Aggregator) };

    public static StoreProtocol.AggregatorReady Read(AggregatorReadyBody b, ExtendedActorSystem system) => new(ActorPaths.Read(b.Aggregator, system));

    public static OpenPartBody Write(StoreProtocol.OpenPart m) => new()
    {
        Part = m.Part.Number,
        FirstPosition = m.Part.FirstPosition,
        PositionCount = m.Part.PositionCount,
        FirstAttempt = m.FirstAttempt,
        OldestOpen = m.OldestOpen,
    };

    public static StoreProtocol.OpenPart Read(OpenPartBody b) =>
        new(new PartRange(b.Part, b.FirstPosition, b.PositionCount), b.FirstAttempt, b.OldestOpen);

    public static StorePartBody Write(StoreProtocol.StorePart m) => new() { Part = m.Part, FirstAttempt = m.FirstAttempt, Try = m.Try };

    public static StoreProtocol.StorePart Read(StorePartBody b) => new(b.Part, b.FirstAttempt, b.Try);

    public static ReleasePartBody Write(StoreProtocol.ReleasePart m) => new() { Part = m.Part };

    public static StoreProtocol.ReleasePart Read(ReleasePartBody b) => new(b.Part);

    public static BlocksMergedBody Write(StoreProtocol.BlocksMerged m) => new() { Worker = m.Worker.Name, Merges = { m.Blocks.Select(Write) } };

    public static StoreProtocol.BlocksMerged Read(BlocksMergedBody b) => new(new WorkerId(b.Worker), [.. b.Merges.Select(Read)]);

    public static PartLostBody Write(StoreProtocol.PartLost m) => new() { Part = m.Part, Attempt = m.Attempt };

    public static StoreProtocol.PartLost Read(PartLostBody b) => new(b.Part, b.Attempt);

    public static PartStoredBody Write(StoreProtocol.PartStored m) => new() { Part = m.Part, Cells = m.Cells, CellsReused = m.CellsReused };

    public static StoreProtocol.PartStored Read(PartStoredBody b) => new(b.Part, b.Cells, b.CellsReused);

    public static PartStoreFailedBody Write(StoreProtocol.PartStoreFailed m) => new()
    {
        Part = m.Part,
        Try = m.Try,
        Kind = WireEnum<PartStoreFailure, StoreFailureKind>.Of(m.Kind),
        Message = m.Message,
    };

    public static StoreProtocol.PartStoreFailed Read(PartStoreFailedBody b) =>
        new(b.Part, b.Try, WireEnum<PartStoreFailure, StoreFailureKind>.Read(b.Kind), b.Message);

    public static SweepBrokenBody Write(StoreProtocol.SweepBroken m) => new()
    {
        Kind = WireEnum<SweepFailure, SweepFailureKind>.Of(m.Kind),
        Message = m.Message,
    };

    public static StoreProtocol.SweepBroken Read(SweepBrokenBody b) => new(WireEnum<SweepFailure, SweepFailureKind>.Read(b.Kind), b.Message);

    public static PartHeldBody Write(StoreProtocol.PartHeld m) => new()
    {
        Part = m.Part.Number,
        FirstAttempt = m.Part.FirstAttempt,
        LastAttempt = m.Part.LastAttempt,
        Cells = m.Part.Cells,
        Blocks = UnsafeByteOperations.UnsafeWrap(m.Part.Blocks),
        Settled = UnsafeByteOperations.UnsafeWrap(m.Part.Settled),
    };

    public static StoreProtocol.PartHeld Read(PartHeldBody b) =>
        new(new HeldPart(b.Part, b.FirstAttempt, b.LastAttempt, b.Cells, b.Blocks.Memory) { Settled = b.Settled.Memory });

    public static AttemptWasOldBody Write(StoreProtocol.AttemptWasOld m) => new() { Part = m.Part, FirstAttempt = m.FirstAttempt };

    public static StoreProtocol.AttemptWasOld Read(AttemptWasOldBody b) => new(b.Part, b.FirstAttempt);

    private static MergeBody Write(StoreProtocol.MergedBlock m) => new()
    {
        Loan = WorkBodies.Write(m.Loan),
        Seconds = m.Seconds,
        WasKnown = m.Step.WasKnown,
        CellsCompleted = m.Step.CellsCompleted,
        TrialsAdded = m.Step.TrialsAdded,
        Settled = { Differences(m.Step.Settled ?? []) },
    };

    private static StoreProtocol.MergedBlock Read(MergeBody b) =>
        new(WorkBodies.Read(b.Loan), new MergeStep(b.WasKnown, b.CellsCompleted, b.TrialsAdded, b.Settled.Count == 0 ? null : Sums(b.Settled)), b.Seconds);

    private static IEnumerable<long> Differences(IReadOnlyList<long> positions) => positions.Select((position, i) => i == 0 ? position : position - positions[i - 1]);

    private static long[] Sums(IEnumerable<long> differences)
    {
        long position = 0;
        return [.. differences.Select(difference => position += difference)];
    }
}
