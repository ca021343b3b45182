using Akka.Configuration;
using Akka.TestKit.Xunit2;
using LoraCluster.Cluster.Local;

namespace LoraCluster.Cluster.Tests;

/// <summary>A system in which every message is serialized and read back, so that one that cannot travel fails here.</summary>
public abstract class SerializingTestKit : TestKit
{
    protected SerializingTestKit()
        : base(ConfigurationFactory.ParseString("akka.actor.serialize-messages = on").WithFallback(ActorSettings.Local))
    {
    }
}
