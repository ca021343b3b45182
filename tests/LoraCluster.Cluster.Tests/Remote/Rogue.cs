using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace LoraCluster.Cluster.Tests.Remote;

/// <summary>Sends whatever bytes it likes under whatever name, as if they came from the project's serializer or from Akka's for JSON.</summary>
public abstract class Rogue(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>What a system needs to send forged messages.</summary>
    public static Config Settings { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor.serializers.rogue-wire = "{{typeof(AsWire).AssemblyQualifiedName}}"
        akka.actor.serializers.rogue-json = "{{typeof(AsJson).AssemblyQualifiedName}}"
        akka.actor.serialization-bindings {
          "{{typeof(Wire).AssemblyQualifiedName}}" = rogue-wire
          "{{typeof(Json).AssemblyQualifiedName}}" = rogue-json
        }
        """);

    public override string Manifest(object o) => ((Forged)o).Manifest;

    public override byte[] ToBinary(object obj) => ((Forged)obj).Bytes;

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();

    public abstract record Forged(string Manifest, byte[] Bytes);

    public sealed record Wire(string Manifest, byte[] Bytes) : Forged(Manifest, Bytes);

    public sealed record Json(string Manifest, byte[] Bytes) : Forged(Manifest, Bytes);

    public sealed class AsWire(ExtendedActorSystem system) : Rogue(system)
    {
        public override int Identifier => 19018;
    }

    public sealed class AsJson(ExtendedActorSystem system) : Rogue(system)
    {
        public override int Identifier => 1;
    }
}
