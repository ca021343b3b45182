using System.Globalization;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;

namespace LoraCluster.Cluster.Remote;

/// <summary>Akka's settings for systems without a cluster that talk over TCP, unencrypted and on this machine only; a node's own are <see cref="Node.NodeHocon"/>.</summary>
public static class RemoteSettings
{
    /// <summary>What every system needs that others can send to: no serializer but ours and Akka's own without its dangerous part, and no frame above our limit.</summary>
    public static Config Guards { get; } = ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka.actor {
          serialization-settings.allow-unregistered-types = false
          serializers { json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}", akka-misc = "{{typeof(GuardedMiscSerializer).AssemblyQualifiedName}}" }
        }
        akka.remote.dot-netty.tcp.maximum-frame-size = {{Frame.BytesMax}}b
        """));

    /// <summary>Listens on 127.0.0.1 at <paramref name="port"/>, or at a free one for 0.</summary>
    public static Config Loopback(int port) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
        """)).WithFallback(Guards).WithFallback(ActorSettings.Local);
}
