using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>
/// Writes and reads every <see cref="IWireMessage"/> as Protocol Buffers. Whatever cannot be written or read is a <see cref="SerializationException"/>:
/// Akka.Remote logs that and drops the message, where any other exception would cost the association.
/// </summary>
public sealed class WireSerializer : SerializerWithStringManifest
{
    // Akka makes its serializers at the start; a system on one machine, which never writes a message, shall not wait for the list.
    private readonly Lazy<WireFormat> _format;

    /// <summary>Made by Akka.</summary>
    public WireSerializer(ExtendedActorSystem system)
        : base(system) => _format = new Lazy<WireFormat>(() => new WireFormat(system));

    /// <summary>This project's number among serializers; those to 100 are Akka's.</summary>
    public override int Identifier => 19018;

    internal IReadOnlyCollection<string> Manifests => _format.Value.Manifests;

    /// <summary>The manifest of a message; throws <see cref="SerializationException"/> for what is not on the list.</summary>
    public override string Manifest(object o) => EntryOf(o).Manifest;

    /// <summary>A message's body, of at most <see cref="Frame.BodyMax"/> bytes; throws <see cref="SerializationException"/>.</summary>
    public override byte[] ToBinary(object obj)
    {
        var entry = EntryOf(obj);
        byte[] bytes = entry.Write(obj);
        RefuseBeyondFrame(bytes, entry.Manifest);
        return bytes;
    }

    /// <summary>The message of a body; throws <see cref="SerializationException"/>.</summary>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var entry = _format.Value.Find(manifest) ?? throw new SerializationException("unknown manifest");
        RefuseBeyondFrame(bytes, manifest);
        try
        {
            return entry.Read(bytes);
        }
        catch (Exception fault)
        {
            throw new SerializationException($"malformed {manifest}: {fault.Message}", fault);
        }
    }

    private WireFormat.Entry EntryOf(object message) =>
        _format.Value.Find(message.GetType()) ?? throw new SerializationException($"{message.GetType()} does not travel");

    private static void RefuseBeyondFrame(byte[] bytes, string manifest)
    {
        if (bytes.Length > Frame.BodyMax)
        {
            throw new SerializationException($"{manifest} of {bytes.Length} bytes does not fit a frame");
        }
    }
}
