using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>
/// Akka's serializer for its small messages, without two of them: untrusted mode lets <see cref="Kill"/> pass to the few actors that may be addressed by name (tried with
/// Akka.NET 1.5.74), and no node has a reason to send it, or <see cref="PoisonPill"/>, to another.
/// </summary>
public sealed class GuardedMiscSerializer : SerializerWithStringManifest
{
    private readonly MiscMessageSerializer _inner;

    /// <summary>Made by Akka.</summary>
    public GuardedMiscSerializer(ExtendedActorSystem system)
        : base(system) => _inner = new MiscMessageSerializer(system);

    /// <summary>The number of the serializer that this one stands for.</summary>
    public override int Identifier => _inner.Identifier;

    /// <summary>Throws <see cref="SerializationException"/> for what must not leave.</summary>
    public override byte[] ToBinary(object obj) => _inner.ToBinary(Allowed(obj));

    /// <summary>Throws <see cref="SerializationException"/> for what must not come in.</summary>
    public override object FromBinary(byte[] bytes, string manifest) => Allowed(_inner.FromBinary(bytes, manifest));

    /// <summary>The manifest of a message.</summary>
    public override string Manifest(object o) => _inner.Manifest(o);

    private static object Allowed(object message) => message is Kill or PoisonPill
        ? throw new SerializationException($"{message.GetType().Name} does not travel")
        : message;
}
