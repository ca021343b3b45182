using System.Globalization;
using Akka.Configuration;
using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Remote;

namespace LoraCluster.Cluster.Node;

/// <summary>A node's settings as Akka reads them: what follows from options and what protects the node, then the operator's own HOCON, then our choices, then Akka's.</summary>
public static class NodeHocon
{
    // A coordinator that died has a successor within half a minute: 8 s until it is missed, 8 s until that is believed, 1 s until it counts as gone.
    private static readonly Config Choices = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          cluster {
            failure-detector.acceptable-heartbeat-pause = 8 s
            down-removal-margin = 1 s
            split-brain-resolver { stable-after = 8 s, down-all-when-unstable = off }
            retry-unsuccessful-join-after = 5 s
            # A node that joins looks for a coordinator before there is one; that is no failure, and the log says when one was found.
            singleton-proxy.log-singleton-identification-failure = off
          }
        }
        """);

    /// <summary>Everything that Akka is told.</summary>
    public static Config Of(NodeSettings settings) =>
        Fixed(settings).WithFallback(RemoteSettings.Guards).WithFallback(ConfigurationFactory.ParseString(settings.Hocon)).WithFallback(Choices).WithFallback(ActorSettings.Local);

    /// <summary>Actors that may be addressed by name from other nodes; everything else is reached through references that were handed out.</summary>
    public static IReadOnlyList<string> TrustedPaths { get; } =
    [
        "/system/cluster/core/daemon",
        "/system/cluster/heartbeatReceiver",
        "/user/coordinator",
        "/user/coordinator/coordinator",
    ];

    // Reuse of addresses is off since .NET on Linux lets several processes listen at one port with it, and connections go to any of them. A port is free again at once all the same.
    internal static Config Fixed(NodeSettings settings) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          actor.provider = cluster
          remote {
            enabled-transports = ["akka.remote.dot-netty.tcp"]
            untrusted-mode = on
            trusted-selection-paths = [{{string.Join(", ", TrustedPaths.Select(p => $"\"{p}\""))}}]
            log-frame-size-exceeding = 32000b
            dot-netty.tcp {
              hostname = "{{settings.Bind.Host}}"
              port = {{settings.Bind.Port}}
              public-hostname = "{{settings.Advertise?.Host ?? settings.Bind.Host}}"
              public-port = {{settings.Advertise?.Port ?? 0}}
              tcp-reuse-addr = off
              transport-class = "{{(settings.Tls is null ? "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote" : typeof(SteadyTransport).AssemblyQualifiedName)}}"
              enable-ssl = {{(settings.Tls is null ? "off" : "on")}}
              ssl { suppress-validation = false, require-mutual-authentication = true }
            }
          }
          cluster {
            seed-nodes = []
            roles = [{{string.Join(", ", settings.Roles)}}]
            downing-provider-class = "{{(settings.Split == SplitStrategy.KeepAll ? typeof(KeepAllDowning).AssemblyQualifiedName : "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster")}}"
            split-brain-resolver { active-strategy = keep-majority, keep-majority.role = {{NodeRoles.Coordinator}} }
            run-coordinated-shutdown-when-down = on
            shutdown-after-unsuccessful-join-seed-nodes = {{settings.JoinTimeout.TotalSeconds}} s
          }
          coordinated-shutdown { exit-clr = off, run-by-clr-shutdown-hook = off, phases.before-service-unbind.timeout = 10 s }
        }
        """));
}
