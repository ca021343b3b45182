using Akka.Actor;
using Google.Protobuf;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>The messages of <see cref="NodeProtocol"/>, to their bodies and back. Reading throws <see cref="ArgumentException"/> for nonsense.</summary>
internal static class NodeBodies
{
    public static HelloBody Write(NodeProtocol.Hello m) => new()
    {
        Address = m.Address,
        Incarnation = m.Incarnation,
        Protocol = m.Protocol,
        Release = m.Release,
        Fingerprint = m.Fingerprint,
        Abilities = { m.Abilities },
        Roles = { m.Roles },
        Workers = m.Workers,
        DataIdentity = m.DataIdentity,
        HasJoined = m.HasJoined,
        Archive = ActorPaths.OfMaybe(m.Archive),
    };

    public static NodeProtocol.Hello Read(HelloBody b, ExtendedActorSystem system) => new(
        b.Address, b.Incarnation, b.Protocol, b.Release, b.Fingerprint, [.. b.Abilities], [.. b.Roles], b.Workers, b.DataIdentity, b.HasJoined, ActorPaths.ReadMaybe(b.Archive, system));

    public static WelcomeBody Write(NodeProtocol.Welcome m) => new() { Texts = ActorPaths.Of(m.Texts) };

    public static NodeProtocol.Welcome Read(WelcomeBody b, ExtendedActorSystem system) => new(ActorPaths.Read(b.Texts, system));

    public static RefusedBody Write(NodeProtocol.Refused m) => new() { Reason = m.Reason };

    public static NodeProtocol.Refused Read(RefusedBody b) => new(b.Reason);

    public static RivalBody Write(NodeProtocol.Rival m) => new() { Address = m.Address, Nodes = m.Nodes, HasData = m.HasData, WantsAnswer = m.WantsAnswer };

    public static NodeProtocol.Rival Read(RivalBody b) => new(b.Address, b.Nodes, b.HasData, b.WantsAnswer);

    public static AssignmentBody Write(NodeProtocol.Assignment m) => new()
    {
        Shares =
        {
            m.Shares.Select(s => new ShareBody
            {
                Name = s.Name,
                DefinitionHash = s.DefinitionHash,
                Coordinator = ActorPaths.OfMaybe(s.Coordinator),
                Workers = s.Workers,
            }),
        },
    };

    public static NodeProtocol.Assignment Read(AssignmentBody b, ExtendedActorSystem system) => new([
        .. b.Shares.Select(s => new NodeProtocol.Share(
            Require.Word(s.Name), Require.Word(s.DefinitionHash), ActorPaths.ReadMaybe(s.Coordinator, system), Require.AtLeast(0, s.Workers))),
    ]);

    public static FetchTextBody Write(NodeProtocol.FetchText m) => new() { Hash = m.Hash, Offset = m.Offset };

    public static NodeProtocol.FetchText Read(FetchTextBody b) => new(b.Hash, b.Offset);

    public static TextPieceBody Write(NodeProtocol.TextPiece m) => new()
    {
        Hash = m.Hash,
        Offset = m.Offset,
        Total = m.Total,
        Bytes = UnsafeByteOperations.UnsafeWrap(m.Bytes),
    };

    public static NodeProtocol.TextPiece Read(TextPieceBody b) => new(b.Hash, b.Offset, b.Total, b.Bytes.Memory);
}
