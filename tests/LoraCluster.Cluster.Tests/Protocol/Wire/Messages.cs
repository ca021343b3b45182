using Akka.Actor;
using CsCheck;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;
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
    private static readonly Gen<string> Word = Gen.String[Gen.Char.AlphaNumeric, 1, Frame.NameMax];

    private static readonly Gen<string> Sweep = Gen.String[Gen.Char.AlphaNumeric, 1, 64];

    private static readonly Gen<Job> Jobs = Gen.Select(
        Gen.Select(Sweep, Word), Gen.Int, Long, Gen.Enum<JobState>(), Text, Gen.Select(Gen.Int.Nullable(), Long.Nullable(), FromZero, FromZero), Gen.OneOf(Word, Gen.Const((string)null!)))
        .Select((names, priority, number, state, text, ends, hash) => new Job(names.Item1, names.Item2, priority, number)
        {
            State = state,
            Message = text,
            ExitCode = ends.Item1,
            Rows = ends.Item2,
            PartsTotal = ends.Item3,
            PartsCommitted = ends.Item4,
            ManifestSha256 = hash,
        });

    private static readonly Gen<JobStatus> Statuses = Gen.Select(Jobs, Long, Long, Seconds, FromZero).Select(
        (job, cells, trials, seconds, workers) => JobStatus.Of(job) with
        {
            CellsDone = cells,
            TrialsDone = trials,
            Seconds = seconds,
            Workers = workers,
        });

    private static readonly Gen<WorkerId> Worker = Gen.String[Gen.Char.AlphaNumeric, 1, Frame.NameMax].Select(name => new WorkerId(name));
    private static readonly Gen<LeaseId> Lease = Gen.Select(FromZero, FromZero, FromOne, (part, block, attempt) => new LeaseId(part, block, attempt));

    private static readonly Gen<Loan> Loan = Gen.Select(
        Gen.Select(FromZero, FromZero, Long), FromOne, FromZero, FromOne, FromOne,
        (id, positions, trial, trials, attempt) => new Loan(new Block(id.Item1, id.Item2, id.Item3, positions, trial, trials), attempt));

    private static readonly Gen<StoreProtocol.MergedBlock> Merged = Gen.Select(
        Loan, Gen.Bool, FromZero, Long, Gen.Select(Seconds, Gen.Long[0, long.MaxValue / 2].List[0, 5]),
        (loan, known, cells, trials, rest) => new StoreProtocol.MergedBlock(loan, new MergeStep(known, cells, trials, rest.Item2.Count == 0 ? null : rest.Item2.ToArray()), rest.Item1));

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
        Gen.Const((IWireMessage)ProgressProtocol.StopSweep.Instance),
        Gen.Const((IWireMessage)WorkProtocol.TellHeld.Instance),
        Gen.Select(Worker, Lease.List[1, 20]).Select((w, leases) => (IWireMessage)new WorkProtocol.LeasesHeld(w, leases)),
        Gen.Select(Worker, Gen.Bool).Select((w, failed) => (IWireMessage)new WorkProtocol.WorkerEnded(w, failed)),
        Gen.Select(FromZero, FromOne, FromZero, FromZero, Gen.Select(Gen.Byte.Array[0, 50], Gen.Byte.Array[0, 50])).Select(
            (part, first, last, cells, bits) => (IWireMessage)new StoreProtocol.PartHeld(new HeldPart(part, first, last, cells, bits.Item1) { Settled = bits.Item2 })),
        Gen.Select(FromZero, FromOne).Select((part, first) => (IWireMessage)new StoreProtocol.AttemptWasOld(part, first)),
        Gen.Select(Word, Gen.Long, Gen.Int, Word, Word, Gen.Select(Word.List[0, 5], Word.List[0, 5]), FromZero, Gen.Select(Text, Gen.Bool)).Select(
            (address, life, protocol, release, print, lists, workers, data) =>
                (IWireMessage)new NodeProtocol.Hello(address, life, protocol, release, print, lists.Item1, lists.Item2, workers, data.Item1, data.Item2, actor)),
        Gen.Const((IWireMessage)new NodeProtocol.Welcome(actor)),
        Text.Select(text => (IWireMessage)new NodeProtocol.Refused(text)),
        Gen.Select(Word, FromOne, Gen.Bool, Gen.Bool).Select((address, nodes, hasData, wantsAnswer) => (IWireMessage)new NodeProtocol.Rival(address, nodes, hasData, wantsAnswer)),
        Text.Select(text => (IWireMessage)new NodeProtocol.Yield(text)),
        Gen.Select(Word, Word, Gen.Bool, FromZero).Select(
            (name, hash, isReady, workers) => new NodeProtocol.Share(name, hash, isReady ? actor : ActorRefs.Nobody, workers)).List[0, 10]
            .Select(shares => (IWireMessage)new NodeProtocol.Assignment(shares)),
        Gen.Select(Word, FromZero).Select((hash, offset) => (IWireMessage)new NodeProtocol.FetchText(hash, offset)),
        Gen.Select(Word, FromZero, FromOne, Gen.Byte.Array[0, 50]).Select(
            (hash, offset, total, bytes) => (IWireMessage)new NodeProtocol.TextPiece(hash, offset, total, bytes)),
        Text.Select(after => (IWireMessage)new ArchiveProtocol.ListJobs(after)),
        Gen.Select(Text, Jobs.List[0, ArchiveProtocol.JobsMax], Gen.Bool).Select(
            (after, jobs, last) => (IWireMessage)new ArchiveProtocol.JobsListed(after, jobs, last)),
        Jobs.Select(job => (IWireMessage)new ArchiveProtocol.KeepJob(job, actor)),
        Jobs.Select(job => (IWireMessage)new ArchiveProtocol.JobKept(job)),
        Gen.Select(Word, Text).Select((name, reason) => (IWireMessage)new ArchiveProtocol.JobNotKept(name, reason)),
        Gen.Select(Sweep, Word, Gen.Long, FromZero).Select((name, hash, scan, first) => (IWireMessage)new ArchiveProtocol.OpenDataset(name, hash, scan, first)),
        Gen.Select(Word, Gen.Long, FromZero, Gen.Select(FromZero, FromOne).Select((f, n) => new ArchiveProtocol.PartSpan(f, n)).List[0, 20], Gen.Bool).Select(
            (name, scan, first, spans, last) => (IWireMessage)new ArchiveProtocol.DatasetOpened(name, scan, first, spans, last)),
        Sweep.Select(name => (IWireMessage)new ArchiveProtocol.FinishDataset(name)),
        Gen.Select(Word, Word, Gen.Long).Select((name, hash, rows) => (IWireMessage)new ArchiveProtocol.DatasetFinished(name, hash, rows)),
        Word.Select(name => (IWireMessage)new ArchiveProtocol.DatasetIncomplete(name)),
        Gen.Select(Word, Gen.Int, Text).Select((name, code, reason) => (IWireMessage)new ArchiveProtocol.DatasetRefused(name, code, reason)),
        Gen.Select(Sweep, Word, Gen.Int).Select((name, hash, priority) => (IWireMessage)new JobProtocol.Submit(name, hash, priority, actor)),
        Gen.Select(Gen.Enum<SubmitVerdict>(), Statuses).Select((verdict, job) => (IWireMessage)new JobProtocol.SubmitAnswer(new Submitted(verdict, job))),
        Text.Select(after => (IWireMessage)new JobProtocol.List(after)),
        Gen.Select(Statuses.List[0, JobProtocol.StatusesMax], Gen.Bool).Select((jobs, last) => (IWireMessage)new JobProtocol.Listed(jobs, last)),
        Word.Select(name => (IWireMessage)new JobProtocol.Find(name)),
        Word.Select(name => (IWireMessage)new JobProtocol.Cancel(name)),
        Gen.OneOf(Statuses.Select(job => (IWireMessage)new JobProtocol.Found(job)), Gen.Const((IWireMessage)new JobProtocol.Found(null))),
        FromZero.Select(first => (IWireMessage)new JobProtocol.Nodes(first)),
        Gen.Select(
            Gen.Select(Word, Word.List[0, 4], FromZero, Word, Gen.Bool, Gen.Bool).Select((a, roles, w, r, up, here) => new NodeStatus(a, roles, w, r, up, here)).List[0, 10],
            Gen.Bool).Select((nodes, last) => (IWireMessage)new JobProtocol.NodesListed(nodes, last)),
        Text.Select(reason => (IWireMessage)new JobProtocol.NotReady(reason)));

    /// <summary>A message in which every bit shows.</summary>
    public static string TextOf(IWireMessage message) => message switch
    {
        WorkProtocol.BlocksLeased m => $"leased {m.Aggregator} {string.Join(' ', m.Loans)}",
        WorkProtocol.BlocksSolved m => $"solved {m.Worker} {string.Join(' ', m.Solutions.Select(TextOf))}",
        StoreProtocol.BlocksMerged m => $"merged {m.Worker} {string.Join(' ', m.Blocks.Select(b => $"{b.Loan} {b.Step with { Settled = null }} {string.Join(',', b.Step.Settled ?? [])} {b.Seconds:R}"))}",
        StoreProtocol.PartHeld m => $"held {m.Part with { Blocks = default, Settled = default }} {Convert.ToHexString(m.Part.Blocks.Span)} {Convert.ToHexString(m.Part.Settled.Span)}",
        WorkProtocol.LeasesHeld m => $"holds {m.Worker} {string.Join(' ', m.Leases)}",
        NodeProtocol.Hello m => $"{m with { }} {string.Join(' ', m.Roles)}".Replace(m.Roles.ToString()!, string.Empty, StringComparison.Ordinal),
        NodeProtocol.Assignment m => $"assigned {string.Join(' ', m.Shares)}",
        NodeProtocol.TextPiece m => $"piece {m.Hash} {m.Offset} {m.Total} {Convert.ToHexString(m.Bytes.Span)}",
        ArchiveProtocol.JobsListed m => $"jobs {m.After} {string.Join(' ', m.Jobs)} {m.IsLast}",
        ArchiveProtocol.DatasetOpened m => $"opened {m.Name} {m.Scan} {m.FirstRange} {string.Join(' ', m.Ranges)} {m.IsLast}",
        JobProtocol.Listed m => $"listed {string.Join(' ', m.Jobs)} {m.IsLast}",
        JobProtocol.NodesListed m => $"nodes {m.IsLast} {string.Join(' ', m.Nodes.Select(n => $"{n.Address} {string.Join(',', n.Roles)} {n.Workers} {n.Release} {n.IsReachable} {n.IsCoordinator}"))}",
        _ => message.ToString()!,
    };

    private static string TextOf(WorkProtocol.Solution s) =>
        $"{s.Loan} {s.Seconds:R} {string.Join(' ', s.Losses.Select(l => BitConverter.DoubleToUInt64Bits(l).ToString("x16", null)))}";
}
