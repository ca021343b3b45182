using Akka.Actor;

namespace LoraCluster.Cluster.Protocol;

/// <summary>Within a node: from now on, this is the sweep's coordinator.</summary>
/// <param name="Coordinator">The coordinator.</param>
public sealed record CoordinatorIs(IActorRef Coordinator) : INoSerializationVerificationNeeded;
