using Akka.Configuration;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;

namespace LoraCluster.Cluster.Local;

/// <summary>Akka's settings for a system on one machine.</summary>
public static class ActorSettings
{
    /// <summary>The name of the dispatcher that gives each aggregator a thread of its own.</summary>
    public const string AggregatorDispatcher = "lora-cluster.aggregator-dispatcher";

    /// <summary>Quiet (warnings to standard error), no shutdown hooks (signals are the command line's affair), actors that throw are stopped.</summary>
    public static Config Local { get; } = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = ["{{typeof(StandardErrorLogger).AssemblyQualifiedName}}"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor {
            guardian-supervisor-strategy = "Akka.Actor.StoppingSupervisorStrategy"
            serializers.lora-cluster = "{{typeof(WireSerializer).AssemblyQualifiedName}}"
            serialization-bindings { "{{typeof(IWireMessage).AssemblyQualifiedName}}" = lora-cluster }
          }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        {{AggregatorDispatcher}} { type = PinnedDispatcher, throughput = 1 }
        """);
}
