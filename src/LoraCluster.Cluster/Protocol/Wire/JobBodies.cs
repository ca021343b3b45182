using Akka.Actor;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>
/// The messages of <see cref="ArchiveProtocol"/> and <see cref="JobProtocol"/>, to their bodies and back. Reading throws <see cref="ArgumentException"/> for nonsense.
/// </summary>
internal static class JobBodies
{
    public static ListJobsBody Write(ArchiveProtocol.ListJobs m) => new() { After = m.After };

    public static ArchiveProtocol.ListJobs Read(ListJobsBody b) => new(b.After);

    public static JobsListedBody Write(ArchiveProtocol.JobsListed m) => new() { After = m.After, Jobs = { m.Jobs.Select(Write) }, IsLast = m.IsLast };

    public static ArchiveProtocol.JobsListed Read(JobsListedBody b) => new(b.After, [.. b.Jobs.Select(Read)], b.IsLast);

    public static KeepJobBody Write(ArchiveProtocol.KeepJob m) => new() { Job = Write(m.Job), Texts = ActorPaths.Of(m.Texts) };

    public static ArchiveProtocol.KeepJob Read(KeepJobBody b, ExtendedActorSystem system) => new(Read(b.Job), ActorPaths.Read(b.Texts, system));

    public static JobNotKeptBody Write(ArchiveProtocol.JobNotKept m) => new() { Name = m.Name, Reason = m.Reason };

    public static ArchiveProtocol.JobNotKept Read(JobNotKeptBody b) => new(b.Name, b.Reason);

    public static OpenDatasetBody Write(ArchiveProtocol.OpenDataset m) => new() { Name = m.Name, DefinitionHash = m.DefinitionHash, Scan = m.Scan, FirstRange = m.FirstRange };

    public static ArchiveProtocol.OpenDataset Read(OpenDatasetBody b) => new(b.Name, b.DefinitionHash, b.Scan, b.FirstRange);

    public static DatasetOpenedBody Write(ArchiveProtocol.DatasetOpened m) => new()
    {
        Name = m.Name,
        Scan = m.Scan,
        FirstRange = m.FirstRange,
        Ranges = { m.Ranges.Select(r => new PartSpanBody { First = r.First, Count = r.Count }) },
        IsLast = m.IsLast,
    };

    public static ArchiveProtocol.DatasetOpened Read(DatasetOpenedBody b) => new(
        b.Name, b.Scan, b.FirstRange, [.. b.Ranges.Select(r => new ArchiveProtocol.PartSpan(Require.AtLeast(0, r.First), Require.AtLeast(1, r.Count)))], b.IsLast);

    public static DatasetFinishedBody Write(ArchiveProtocol.DatasetFinished m) => new() { Name = m.Name, ManifestSha256 = m.ManifestSha256, Rows = m.Rows };

    public static ArchiveProtocol.DatasetFinished Read(DatasetFinishedBody b) => new(b.Name, b.ManifestSha256, b.Rows);

    public static DatasetRefusedBody Write(ArchiveProtocol.DatasetRefused m) => new() { Name = m.Name, ExitCode = m.ExitCode, Reason = m.Reason };

    public static ArchiveProtocol.DatasetRefused Read(DatasetRefusedBody b) => new(b.Name, b.ExitCode, b.Reason);

    public static SubmitBody Write(JobProtocol.Submit m) => new()
    {
        Name = m.Name,
        DefinitionHash = m.DefinitionHash,
        Priority = m.Priority,
        Texts = ActorPaths.Of(m.Texts),
    };

    public static JobProtocol.Submit Read(SubmitBody b, ExtendedActorSystem system) => new(b.Name, b.DefinitionHash, b.Priority, ActorPaths.Read(b.Texts, system));

    public static SubmitAnswerBody Write(JobProtocol.SubmitAnswer m) => new()
    {
        Verdict = WireEnum<SubmitVerdict, WireSubmitVerdict>.Of(m.Submitted.Verdict),
        Status = Write(m.Submitted.Job),
    };

    public static JobProtocol.SubmitAnswer Read(SubmitAnswerBody b) =>
        new(new Submitted(WireEnum<SubmitVerdict, WireSubmitVerdict>.Read(b.Verdict), ReadStatus(b.Status)));

    public static JobProtocol.List ReadList(ListJobsBody b) => new(b.After);

    public static ListedBody Write(JobProtocol.Listed m) => new() { Jobs = { m.Jobs.Select(Write) }, IsLast = m.IsLast };

    public static JobProtocol.Listed Read(ListedBody b) => new([.. b.Jobs.Select(ReadStatus)], b.IsLast);

    public static FoundBody Write(JobProtocol.Found m) => new() { Job = m.Job is { } job ? Write(job) : null };

    public static JobProtocol.Found Read(FoundBody b) => new(b.Job is { } job ? ReadStatus(job) : null);

    public static NodesListedBody Write(JobProtocol.NodesListed m) => new()
    {
        Nodes =
        {
            m.Nodes.Select(n => new NodeStatusBody
            {
                Address = n.Address,
                Roles = { n.Roles },
                Workers = n.Workers,
                Release = n.Release,
                IsReachable = n.IsReachable,
                IsCoordinator = n.IsCoordinator,
                BlocksHeld = n.BlocksHeld,
            }),
        },
        IsLast = m.IsLast,
    };

    public static JobProtocol.NodesListed Read(NodesListedBody b) =>
        new([.. b.Nodes.Select(n => new NodeStatus(n.Address, [.. n.Roles], n.Workers, n.Release, n.IsReachable, n.IsCoordinator) { BlocksHeld = Require.AtLeast(0, n.BlocksHeld) })], b.IsLast);

    public static JobBody Write(Job job)
    {
        var body = new JobBody
        {
            Name = Require.SweepName(job.Name),
            DefinitionHash = Require.Word(job.DefinitionHash),
            Priority = job.Priority,
            Number = job.Number,
            State = WireEnum<JobState, WireJobState>.Of(job.State),
            Message = Frame.Cut(job.Message),
            PartsTotal = job.PartsTotal,
            PartsCommitted = job.PartsCommitted,
        };
        if (job.ExitCode is { } code)
        {
            body.ExitCode = code;
        }

        if (job.Rows is { } rows)
        {
            body.Rows = rows;
        }

        if (job.ManifestSha256 is { } hash)
        {
            body.ManifestSha256 = hash;
        }

        return body;
    }

    public static Job Read(JobBody? b) => b is null
        ? throw new ArgumentException("a job is missing", nameof(b))
        : new Job(Require.SweepName(b.Name), Require.Word(b.DefinitionHash), b.Priority, b.Number)
        {
            State = WireEnum<JobState, WireJobState>.Read(b.State),
            Message = Frame.Cut(b.Message),
            ExitCode = b.HasExitCode ? b.ExitCode : null,
            PartsTotal = b.PartsTotal,
            PartsCommitted = b.PartsCommitted,
            Rows = b.HasRows ? b.Rows : null,
            ManifestSha256 = b.HasManifestSha256 ? b.ManifestSha256 : null,
        };

    private static StatusBody Write(JobStatus s) => new()
    {
        Job = Write(s.ToJob()),
        CellsDone = s.CellsDone,
        TrialsDone = s.TrialsDone,
        Seconds = s.Seconds,
        Workers = s.Workers,
    };

    private static JobStatus ReadStatus(StatusBody? b) => b is null
        ? throw new ArgumentException("a status is missing", nameof(b))
        : JobStatus.Of(Read(b.Job)) with
        {
            CellsDone = b.CellsDone,
            TrialsDone = b.TrialsDone,
            Seconds = b.Seconds,
            Workers = b.Workers,
        };
}
