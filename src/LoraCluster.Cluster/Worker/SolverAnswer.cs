using Akka.Actor;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Worker;

/// <summary>One lease on its way through a worker.</summary>
internal sealed record SolverTask(LeaseId Lease, Block Block, IActorRef Aggregator);

/// <summary>What the solver's thread tells its actor: losses, or why there are none.</summary>
internal sealed record SolverAnswer(SolverTask Task, double[]? Losses, string Failure, double Seconds) : INoSerializationVerificationNeeded;
