using Akka.Actor;

namespace LoraCluster.Cluster.Protocol;

/// <summary>
/// How a node and the coordinator know each other. Everything is said again and again, so nothing has to arrive. The constructors throw
/// <see cref="ArgumentException"/> for what makes no sense or would not fit a frame.
/// </summary>
public static class NodeProtocol
{
    /// <summary>The version of this protocol; nodes of different versions do not work together.</summary>
    public const int Version = 1;

    /// <summary>Roles of a node, or shares in an assignment, at most.</summary>
    public const int ItemsMax = 64;

    /// <summary>Node to coordinator: this is who I am.</summary>
    /// <param name="Address">HOST:PORT by which others reach it.</param>
    /// <param name="Incarnation">The number of this life of the node's process.</param>
    /// <param name="Protocol">Its <see cref="Version"/>.</param>
    /// <param name="Release">Its release.</param>
    /// <param name="Fingerprint">The fingerprint of its arithmetic.</param>
    /// <param name="Abilities">The experiments it can run besides the one that every node can, each as <c>NAME=FINGERPRINT</c>.</param>
    /// <param name="Roles">Its roles.</param>
    /// <param name="Workers">Its solver threads.</param>
    /// <param name="DataIdentity">Which data directory it has; empty for none.</param>
    /// <param name="HasJoined">Whether a coordinator, this one or another, has taken this life of it in.</param>
    /// <param name="Archive">The actor that reads and writes the data directory; nobody where it has none.</param>
    public sealed record Hello(
        string Address,
        long Incarnation,
        int Protocol,
        string Release,
        string Fingerprint,
        IReadOnlyList<string> Abilities,
        IReadOnlyList<string> Roles,
        int Workers,
        string DataIdentity,
        bool HasJoined,
        IActorRef Archive) : IWireMessage
    {
        /// <summary>HOST:PORT by which others reach it.</summary>
        public string Address { get; } = Require.Word(Address);

        /// <summary>Its release.</summary>
        public string Release { get; } = Require.Word(Release);

        /// <summary>The fingerprint of its arithmetic.</summary>
        public string Fingerprint { get; } = Require.Word(Fingerprint);

        /// <summary>The experiments it can run besides.</summary>
        public IReadOnlyList<string> Abilities { get; } = Require.Few(Abilities, ItemsMax);

        /// <summary>Its roles.</summary>
        public IReadOnlyList<string> Roles { get; } = Require.Few(Roles, ItemsMax);

        /// <summary>Its solver threads.</summary>
        public int Workers { get; } = Require.AtLeast(0, Workers);

        /// <summary>Which data directory it has; empty for none.</summary>
        public string DataIdentity { get; } = Require.ShortText(DataIdentity);
    }

    /// <summary>Coordinator to node: you are one of us.</summary>
    /// <param name="Texts">The actor that has the texts of sweeps.</param>
    public sealed record Welcome(IActorRef Texts) : IWireMessage;

    /// <summary>Coordinator to node: you are not, for this reason.</summary>
    public sealed record Refused(string Reason) : IWireMessage
    {
        /// <summary>Why.</summary>
        public string Reason { get; } = Frame.Cut(Reason);
    }

    /// <summary>Coordinator to whoever coordinates at a seed that is none of its nodes: here is another cluster.</summary>
    /// <param name="Address">HOST:PORT of the node that coordinates it.</param>
    /// <param name="Nodes">Its nodes.</param>
    /// <param name="HasData">True where one of them has a data directory.</param>
    /// <param name="WantsAnswer">True where the other shall say the same of itself.</param>
    public sealed record Rival(string Address, int Nodes, bool HasData, bool WantsAnswer) : IWireMessage
    {
        /// <summary>HOST:PORT of the node that coordinates it.</summary>
        public string Address { get; } = Require.Word(Address);

        /// <summary>Its nodes.</summary>
        public int Nodes { get; } = Require.AtLeast(1, Nodes);
    }

    /// <summary>Coordinator to node: another cluster goes on; end, so that you are started again and join it.</summary>
    public sealed record Yield(string Reason) : IWireMessage
    {
        /// <summary>Which, and why.</summary>
        public string Reason { get; } = Frame.Cut(Reason);
    }

    /// <summary>Coordinator to node, again and again: all that you shall work on. What is not named is to be given up.</summary>
    public sealed record Assignment(IReadOnlyList<Share> Shares) : IWireMessage
    {
        /// <summary>The sweeps.</summary>
        public IReadOnlyList<Share> Shares { get; } = Require.Few(Shares, ItemsMax);
    }

    /// <summary>A node's part in one sweep.</summary>
    /// <param name="Name">The sweep's name.</param>
    /// <param name="DefinitionHash">The hash of its definition, by which its text is asked for.</param>
    /// <param name="Coordinator">The sweep's coordinator; nobody where it is not ready yet, and the node goes on as it is.</param>
    /// <param name="Workers">Solver threads for it.</param>
    public readonly record struct Share(string Name, string DefinitionHash, IActorRef Coordinator, int Workers);

    /// <summary>Anyone to the actor that has texts: the text of this hash, from here.</summary>
    public sealed record FetchText(string Hash, int Offset) : IWireMessage
    {
        /// <summary>SHA-256 of the text, hexadecimal.</summary>
        public string Hash { get; } = Require.Word(Hash);

        /// <summary>The first byte wanted.</summary>
        public int Offset { get; } = Require.AtLeast(0, Offset);
    }

    /// <summary>A piece of a text.</summary>
    public sealed record TextPiece(string Hash, int Offset, int Total, ReadOnlyMemory<byte> Bytes) : IWireMessage
    {
        /// <summary>Bytes of a piece at most.</summary>
        public const int BytesMax = 64 * 1024;

        /// <summary>SHA-256 of the whole text, hexadecimal.</summary>
        public string Hash { get; } = Require.Word(Hash);

        /// <summary>Its first byte.</summary>
        public int Offset { get; } = Require.AtLeast(0, Offset);

        /// <summary>Bytes of the whole text.</summary>
        public int Total { get; } = Require.AtLeast(1, Total);
    }
}
