namespace LoraCluster.Benchmarks.Scale;

/// <summary>One line of <c>scale</c>: a simulated cluster of one size.</summary>
/// <param name="Nodes">Worker nodes.</param>
/// <param name="Threads">Solver threads of all of them.</param>
/// <param name="BlockSeconds">What a block takes.</param>
/// <param name="BlocksPerSecond">Blocks merged a second.</param>
/// <param name="Efficiency">Of what the threads could solve, the share that was merged.</param>
/// <param name="MessagesPerSecond">Messages into and out of the coordinator.</param>
/// <param name="LedgerMicroseconds">The ledger's own time for a block, measured on this machine.</param>
/// <param name="ActorLoad">Share of one core that the coordinator's actor takes.</param>
/// <param name="ProcessLoad">Cores that its process takes, remoting included.</param>
/// <param name="HeldSeconds">Work in hand of the average thread at the end.</param>
internal sealed record ScaleRow(
    int Nodes,
    int Threads,
    double BlockSeconds,
    double BlocksPerSecond,
    double Efficiency,
    double MessagesPerSecond,
    double LedgerMicroseconds,
    double ActorLoad,
    double ProcessLoad,
    double HeldSeconds);
