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
            Of<ProgressProtocol.StopSweep, StopSweepBody>(
                "stop-sweep.1", StopSweepBody.Parser, _ => new StopSweepBody(), _ => ProgressProtocol.StopSweep.Instance),
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
