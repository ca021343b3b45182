using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>
/// Stands in the place of Akka's JSON serializer, which builds whatever type a message names: a peer that asks for it gets a
/// <see cref="SerializationException"/>, and the message is dropped.
/// </summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>Made by Akka.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config config)
        : base(system)
    {
    }

    /// <summary>The number by which peers ask for JSON.</summary>
    public override int Identifier => 1;

    /// <summary>Does not matter where nothing is read.</summary>
    public override bool IncludeManifest => false;

    /// <summary>Throws <see cref="SerializationException"/>.</summary>
    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType()} does not travel");

    /// <summary>Throws <see cref="SerializationException"/>.</summary>
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("JSON does not travel");
}
