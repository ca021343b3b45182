using Akka.Actor;
using Google.Protobuf;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>
/// The closed list of what may travel: a manifest for each type of message. A manifest ends with the version of its body; a body may gain
/// fields that an older release may ignore, anything else is a new version.
/// </summary>
internal sealed class WireFormat
{
    private readonly Dictionary<Type, Entry> _byType;
    private readonly Dictionary<string, Entry> _byManifest;

    /// <summary>The list, with actors resolved in <paramref name="system"/>.</summary>
    public WireFormat(ExtendedActorSystem system)
    {
        Entry[] entries =
        [
            Of<WorkProtocol.RequestWork, RequestWorkBody>("request-work.1", RequestWorkBody.Parser, WorkBodies.Write, WorkBodies.Read),
            Of<WorkProtocol.BlocksLeased, BlocksLeasedBody>("blocks-leased.1", BlocksLeasedBody.Parser, WorkBodies.Write, b => WorkBodies.Read(b, system)),
            Of<WorkProtocol.BlockWithdrawn, LeaseBody>("block-withdrawn.1", LeaseBody.Parser, WorkBodies.Write, WorkBodies.Withdrawn),
            Of<WorkProtocol.BlockCrashed, BlockCrashedBody>("block-crashed.1", BlockCrashedBody.Parser, WorkBodies.Write, WorkBodies.Read),
            Of<WorkProtocol.BlocksSolved, BlocksSolvedBody>("blocks-solved.1", BlocksSolvedBody.Parser, WorkBodies.Write, WorkBodies.Read),
            Of<StoreProtocol.AggregatorReady, AggregatorReadyBody>(
                "aggregator-ready.1", AggregatorReadyBody.Parser, StoreBodies.Write, b => StoreBodies.Read(b, system)),
            Of<StoreProtocol.OpenPart, OpenPartBody>("open-part.1", OpenPartBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.StorePart, StorePartBody>("store-part.1", StorePartBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.ReleasePart, ReleasePartBody>("release-part.1", ReleasePartBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.BlocksMerged, BlocksMergedBody>("blocks-merged.1", BlocksMergedBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.PartLost, PartLostBody>("part-lost.1", PartLostBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.PartStored, PartStoredBody>("part-stored.1", PartStoredBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.PartStoreFailed, PartStoreFailedBody>(
                "part-store-failed.1", PartStoreFailedBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.SweepBroken, SweepBrokenBody>("sweep-broken.1", SweepBrokenBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Empty("stop-sweep.1", ProgressProtocol.StopSweep.Instance),
            Empty("tell-held.1", WorkProtocol.TellHeld.Instance),
            Of<WorkProtocol.LeasesHeld, LeasesHeldBody>("leases-held.1", LeasesHeldBody.Parser, WorkBodies.Write, WorkBodies.Read),
            Of<WorkProtocol.WorkerEnded, WorkerEndedBody>("worker-ended.1", WorkerEndedBody.Parser, WorkBodies.Write, WorkBodies.Read),
            Of<StoreProtocol.PartHeld, PartHeldBody>("part-held.1", PartHeldBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<StoreProtocol.AttemptWasOld, AttemptWasOldBody>("attempt-was-old.1", AttemptWasOldBody.Parser, StoreBodies.Write, StoreBodies.Read),
            Of<NodeProtocol.Hello, HelloBody>("hello.1", HelloBody.Parser, NodeBodies.Write, b => NodeBodies.Read(b, system)),
            Of<NodeProtocol.Welcome, WelcomeBody>("welcome.1", WelcomeBody.Parser, NodeBodies.Write, b => NodeBodies.Read(b, system)),
            Of<NodeProtocol.Refused, RefusedBody>("refused.1", RefusedBody.Parser, NodeBodies.Write, NodeBodies.Read),
            Of<NodeProtocol.Rival, RivalBody>("rival.1", RivalBody.Parser, NodeBodies.Write, NodeBodies.Read),
            Of<NodeProtocol.Yield, RefusedBody>("yield.1", RefusedBody.Parser, m => new RefusedBody { Reason = m.Reason }, b => new NodeProtocol.Yield(b.Reason)),
            Of<NodeProtocol.Assignment, AssignmentBody>("assignment.1", AssignmentBody.Parser, NodeBodies.Write, b => NodeBodies.Read(b, system)),
            Of<NodeProtocol.FetchText, FetchTextBody>("fetch-text.1", FetchTextBody.Parser, NodeBodies.Write, NodeBodies.Read),
            Of<NodeProtocol.TextPiece, TextPieceBody>("text-piece.1", TextPieceBody.Parser, NodeBodies.Write, NodeBodies.Read),
            Of<ArchiveProtocol.ListJobs, ListJobsBody>("list-jobs.1", ListJobsBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<ArchiveProtocol.JobsListed, JobsListedBody>("jobs-listed.1", JobsListedBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<ArchiveProtocol.KeepJob, KeepJobBody>("keep-job.1", KeepJobBody.Parser, JobBodies.Write, b => JobBodies.Read(b, system)),
            Of<ArchiveProtocol.JobKept, JobBody>("job-kept.1", JobBody.Parser, m => JobBodies.Write(m.Job), b => new ArchiveProtocol.JobKept(JobBodies.Read(b))),
            Of<ArchiveProtocol.JobNotKept, JobNotKeptBody>("job-not-kept.1", JobNotKeptBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<ArchiveProtocol.OpenDataset, OpenDatasetBody>("open-dataset.1", OpenDatasetBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<ArchiveProtocol.DatasetOpened, DatasetOpenedBody>("dataset-opened.1", DatasetOpenedBody.Parser, JobBodies.Write, JobBodies.Read),
            Named<ArchiveProtocol.FinishDataset>("finish-dataset.1", m => m.Name, name => new ArchiveProtocol.FinishDataset(name)),
            Of<ArchiveProtocol.DatasetFinished, DatasetFinishedBody>("dataset-finished.1", DatasetFinishedBody.Parser, JobBodies.Write, JobBodies.Read),
            Named<ArchiveProtocol.DatasetIncomplete>("dataset-incomplete.1", m => m.Name, name => new ArchiveProtocol.DatasetIncomplete(name)),
            Of<ArchiveProtocol.DatasetRefused, DatasetRefusedBody>("dataset-refused.1", DatasetRefusedBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<JobProtocol.Submit, SubmitBody>("submit.1", SubmitBody.Parser, JobBodies.Write, b => JobBodies.Read(b, system)),
            Of<JobProtocol.SubmitAnswer, SubmitAnswerBody>("submit-answer.1", SubmitAnswerBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<JobProtocol.List, ListJobsBody>("list.1", ListJobsBody.Parser, m => new ListJobsBody { After = m.After }, JobBodies.ReadList),
            Of<JobProtocol.Listed, ListedBody>("listed.1", ListedBody.Parser, JobBodies.Write, JobBodies.Read),
            Named<JobProtocol.Find>("find.1", m => m.Name, name => new JobProtocol.Find(name)),
            Named<JobProtocol.Cancel>("cancel.1", m => m.Name, name => new JobProtocol.Cancel(name)),
            Of<JobProtocol.Found, FoundBody>("found.1", FoundBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<JobProtocol.Nodes, NodesBody>("nodes.1", NodesBody.Parser, m => new NodesBody { First = m.First }, b => new JobProtocol.Nodes(b.First)),
            Of<JobProtocol.NodesListed, NodesListedBody>("nodes-listed.1", NodesListedBody.Parser, JobBodies.Write, JobBodies.Read),
            Of<JobProtocol.NotReady, RefusedBody>("not-ready.1", RefusedBody.Parser, m => new RefusedBody { Reason = m.Reason }, b => new JobProtocol.NotReady(b.Reason)),
        ];
        _byType = entries.ToDictionary(e => e.Type);
        _byManifest = entries.ToDictionary(e => e.Manifest);
    }

    /// <summary>Every manifest.</summary>
    public IReadOnlyCollection<string> Manifests => _byManifest.Keys;

    /// <summary>The entry of a message, or null.</summary>
    public Entry? Find(Type type) => _byType.GetValueOrDefault(type);

    /// <summary>The entry of a manifest, or null.</summary>
    public Entry? Find(string manifest) => _byManifest.GetValueOrDefault(manifest);

    private static Entry Empty<TMessage>(string manifest, TMessage value)
        where TMessage : IWireMessage => Of<TMessage, EmptyBody>(manifest, EmptyBody.Parser, _ => new EmptyBody(), _ => value);

    private static Entry Named<TMessage>(string manifest, Func<TMessage, string> nameOf, Func<string, TMessage> make)
        where TMessage : IWireMessage => Of<TMessage, NameBody>(manifest, NameBody.Parser, m => new NameBody { Name = nameOf(m) }, b => make(b.Name));

    private static Entry Of<TMessage, TBody>(string manifest, MessageParser<TBody> parser, Func<TMessage, TBody> write, Func<TBody, TMessage> read)
        where TMessage : IWireMessage
        where TBody : IMessage<TBody> => new(
            typeof(TMessage),
            manifest,
            message => write((TMessage)message).ToByteArray(),
            bytes => read(parser.ParseFrom(bytes)));

    /// <summary>How one type of message is written and read.</summary>
    public sealed record Entry(Type Type, string Manifest, Func<object, byte[]> Write, Func<byte[], object> Read);
}
