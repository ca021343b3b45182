using Akka.Actor;
using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Worker;

/// <summary>One lease on its way through a worker.</summary>
internal sealed record SolverTask(Loan Loan, IActorRef Aggregator);

/// <summary>What became of a task: losses, or why there are none.</summary>
internal sealed record SolverAnswer(SolverTask Task, double[]? Losses, string Failure, double Seconds);
