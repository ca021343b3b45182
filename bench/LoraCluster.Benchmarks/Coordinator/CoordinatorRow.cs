namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>One line of <c>coordinator</c>, and one object of <c>coordinator --json</c>.</summary>
/// <param name="Workers">Where the workers are: in process, or over loopback.</param>
/// <param name="WorkerCount">How many there are.</param>
/// <param name="Cells">Cells of the sweep, a block each.</param>
/// <param name="Blocks">Blocks merged while the watch ran.</param>
/// <param name="Seconds">Seconds it ran.</param>
/// <param name="BlocksPerSecond">Blocks a second.</param>
/// <param name="MessagesPerSecond">Messages a second into mailboxes of the coordinator's process, Akka's own among them.</param>
/// <param name="Cpus">Processors busy on average, both processes.</param>
/// <param name="ResidentMb">Resident memory of the coordinator's process at the start of the watch, in 10⁶ bytes.</param>
/// <param name="ResidentMbMax">The most seen.</param>
internal sealed record CoordinatorRow(
    string Workers,
    int WorkerCount,
    long Cells,
    long Blocks,
    double Seconds,
    double BlocksPerSecond,
    double MessagesPerSecond,
    double Cpus,
    double ResidentMb,
    double ResidentMbMax);
