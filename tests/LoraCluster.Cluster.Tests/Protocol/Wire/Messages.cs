using Akka.Actor;
using CsCheck;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Tests.Protocol.Wire;

/// <summary>Any message that may travel, the extremes of its fields included.</summary>
internal static class Messages
{
    private static readonly Gen<int> FromZero = Gen.OneOf(Gen.Int[0, int.MaxValue], Gen.Const(0), Gen.Const(int.MaxValue));
    private static readonly Gen<int> FromOne = Gen.OneOf(Gen.Int[1, int.MaxValue], Gen.Const(1), Gen.Const(int.MaxValue));
    private static readonly Gen<long> Long = Gen.OneOf(Gen.Long[0, long.MaxValue], Gen.Const(long.MaxValue));
    private static readonly Gen<double> Seconds = Gen.Double[0, 1e300];

    // Every bit pattern: NaNs with their payloads, signalling ones too, and both zeros.
    private static readonly Gen<double[]> Losses = Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Array[0, 50];
    private static readonly Gen<string> Text = Gen.String[Gen.Char.AlphaNumeric, 0, 100];
    private static readonly Gen<WorkerId> Worker = Gen.String[Gen.Char.AlphaNumeric, 1, Frame.NameMax].Select(name => new WorkerId(name));
    private static readonly Gen<LeaseId> Lease = Gen.Select(FromZero, FromZero, FromOne, (part, block, attempt) => new LeaseId(part, block, attempt));

    private static readonly Gen<Loan> Loan = Gen.Select(
        Gen.Select(FromZero, FromZero, Long), FromOne, FromZero, FromOne, FromOne,
        (id, positions, trial, trials, attempt) => new Loan(new Block(id.Item1, id.Item2, id.Item3, positions, trial, trials), attempt));

    private static readonly Gen<StoreProtocol.MergedBlock> Merged = Gen.Select(
        Loan, Gen.Bool, FromZero, Long, Seconds,
        (loan, known, cells, trials, seconds) => new StoreProtocol.MergedBlock(loan, new MergeStep(known, cells, trials), seconds));

    /// <summary>Any message; actors are <paramref name="actor"/>.</summary>
    public static Gen<IWireMessage> Any(IActorRef actor) => Gen.OneOf(
        Gen.Select(Worker, FromOne, FromZero, (w, window, held) => (IWireMessage)new WorkProtocol.RequestWork(w, window, held)),
        Loan.List[1, 20].Select(loans => (IWireMessage)new WorkProtocol.BlocksLeased(actor, loans)),
        Lease.Select(lease => (IWireMessage)new WorkProtocol.BlockWithdrawn(lease)),
        Gen.Select(Worker, Lease, Text, (w, lease, text) => (IWireMessage)new WorkProtocol.BlockCrashed(w, lease, text)),
        Gen.Select(Worker, Gen.Select(Loan, Losses, Seconds, (l, x, s) => new WorkProtocol.Solution(l, x, s)).List[1, 20])
            .Select((w, solutions) => (IWireMessage)new WorkProtocol.BlocksSolved(w, solutions)),
        Gen.Const((IWireMessage)new StoreProtocol.AggregatorReady(actor)),
        Gen.Select(FromZero, Long, Gen.Long[1, long.MaxValue], FromOne, FromZero,
            (part, first, count, attempt, oldest) => (IWireMessage)new StoreProtocol.OpenPart(new PartRange(part, first, count), attempt, oldest)),
        Gen.Select(FromZero, FromOne, FromOne, (part, first, attempt) => (IWireMessage)new StoreProtocol.StorePart(part, first, attempt)),
        FromZero.Select(part => (IWireMessage)new StoreProtocol.ReleasePart(part)),
        Gen.Select(Worker, Merged.List[1, 20]).Select((w, blocks) => (IWireMessage)new StoreProtocol.BlocksMerged(w, blocks)),
        Gen.Select(FromZero, FromOne, (part, attempt) => (IWireMessage)new StoreProtocol.PartLost(part, attempt)),
        Gen.Select(FromZero, FromZero, FromZero, (part, cells, reused) => (IWireMessage)new StoreProtocol.PartStored(part, cells, reused)),
        Gen.Select(FromZero, FromOne, Gen.Enum<PartStoreFailure>(), Text,
            (part, attempt, kind, text) => (IWireMessage)new StoreProtocol.PartStoreFailed(part, attempt, kind, text)),
        Gen.Select(Gen.Enum<SweepFailure>(), Text, (kind, text) => (IWireMessage)new StoreProtocol.SweepBroken(kind, text)),
        Gen.Const((IWireMessage)ProgressProtocol.StopSweep.Instance));

    /// <summary>A message in which every bit shows.</summary>
    public static string TextOf(IWireMessage message) => message switch
    {
        WorkProtocol.BlocksLeased m => $"leased {m.Aggregator} {string.Join(' ', m.Loans)}",
        WorkProtocol.BlocksSolved m => $"solved {m.Worker} {string.Join(' ', m.Solutions.Select(TextOf))}",
        StoreProtocol.BlocksMerged m => $"merged {m.Worker} {string.Join(' ', m.Blocks)}",
        _ => message.ToString()!,
    };

    private static string TextOf(WorkProtocol.Solution s) =>
        $"{s.Loan} {s.Seconds:R} {string.Join(' ', s.Losses.Select(l => BitConverter.DoubleToUInt64Bits(l).ToString("x16", null)))}";
}
