using System.Globalization;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;

namespace LoraCluster.Cluster.Node;

/// <summary>A node's settings as Akka reads them.</summary>
public static class NodeHocon
{
    /// <summary>Everything that Akka is told.</summary>
    public static Config Of(NodeSettings settings) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          loglevel = WARNING
          actor {
            provider = cluster
            serialization-settings.allow-unregistered-types = false
            serializers.json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
          }
          remote.dot-netty.tcp {
            hostname = "{{settings.Bind.Host}}"
            port = {{settings.Bind.Port}}
            maximum-frame-size = {{Frame.BytesMax}}b
          }
          cluster {
            roles = [{{string.Join(", ", settings.Roles)}}]
            failure-detector.acceptable-heartbeat-pause = 10 s
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver { active-strategy = keep-majority, stable-after = 10 s, down-all-when-unstable = off, keep-majority.role = coordinator }
            run-coordinated-shutdown-when-down = on
            shutdown-after-unsuccessful-join-seed-nodes = {{settings.JoinTimeout.TotalSeconds}} s
            singleton-proxy.log-singleton-identification-failure = off
            retry-unsuccessful-join-after = 5 s
          }
          coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off, phases.before-service-unbind.timeout = 10 s }
        }
        """)).WithFallback(ConfigurationFactory.ParseString(settings.Hocon)).WithFallback(ActorSettings.Local);
}
