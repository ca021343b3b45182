using Akka.Actor;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>The messages of <see cref="WorkProtocol"/>, to their bodies and back. Reading throws <see cref="ArgumentException"/> for nonsense.</summary>
internal static class WorkBodies
{
    public static RequestWorkBody Write(WorkProtocol.RequestWork m) => new() { Worker = m.Worker.Name, Window = m.Window, Held = m.Held };

    public static WorkProtocol.RequestWork Read(RequestWorkBody b) => new(new WorkerId(b.Worker), b.Window, b.Held);

    public static BlocksLeasedBody Write(WorkProtocol.BlocksLeased m) => new()
    {
        Aggregator = ActorPaths.Of(m.Aggregator),
        Loans = { m.Loans.Select(Write) },
    };

    public static WorkProtocol.BlocksLeased Read(BlocksLeasedBody b, ExtendedActorSystem system) =>
        new(ActorPaths.Read(b.Aggregator, system), [.. b.Loans.Select(Read)]);

    public static LeaseBody Write(WorkProtocol.BlockWithdrawn m) => Write(m.Lease);

    public static WorkProtocol.BlockWithdrawn Withdrawn(LeaseBody b) => new(Read(b));

    public static BlockCrashedBody Write(WorkProtocol.BlockCrashed m) => new()
    {
        Worker = m.Worker.Name,
        Lease = Write(m.Lease),
        Message = m.Message,
    };

    public static WorkProtocol.BlockCrashed Read(BlockCrashedBody b) => new(new WorkerId(b.Worker), Read(b.Lease), b.Message);

    public static BlocksSolvedBody Write(WorkProtocol.BlocksSolved m) => new()
    {
        Worker = m.Worker.Name,
        Solutions =
        {
            m.Solutions.Select(s => new SolutionBody { Loan = Write(s.Loan), Seconds = s.Seconds, Losses = LossBytes.Of(s.Losses) }),
        },
    };

    public static WorkProtocol.BlocksSolved Read(BlocksSolvedBody b) => new(
        new WorkerId(b.Worker),
        [.. b.Solutions.Select(s => new WorkProtocol.Solution(Read(s.Loan), LossBytes.Read(s.Losses), s.Seconds))]);

    public static LeasesHeldBody Write(WorkProtocol.LeasesHeld m) => new() { Worker = m.Worker.Name, Leases = { m.Leases.Select(Write) } };

    public static WorkProtocol.LeasesHeld Read(LeasesHeldBody b) => new(new WorkerId(b.Worker), [.. b.Leases.Select(Read)]);

    public static WorkerEndedBody Write(WorkProtocol.WorkerEnded m) => new() { Worker = m.Worker.Name, HasFailed = m.HasFailed };

    public static WorkProtocol.WorkerEnded Read(WorkerEndedBody b) => new(new WorkerId(b.Worker), b.HasFailed);

    public static LoanBody Write(Loan loan) => new()
    {
        Part = loan.Block.Part,
        Number = loan.Block.Number,
        FirstPosition = loan.Block.FirstPosition,
        PositionCount = loan.Block.PositionCount,
        FirstTrial = loan.Block.FirstTrial,
        TrialCount = loan.Block.TrialCount,
        Attempt = loan.Attempt,
    };

    public static Loan Read(LoanBody? b) => b is null
        ? throw new ArgumentException("a loan is missing", nameof(b))
        : new(new Block(b.Part, b.Number, b.FirstPosition, b.PositionCount, b.FirstTrial, b.TrialCount), b.Attempt);

    private static LeaseBody Write(LeaseId lease) => new() { Part = lease.Part, Block = lease.Block, Attempt = lease.Attempt };

    private static LeaseId Read(LeaseBody? b) =>
        b is null ? throw new ArgumentException("a lease is missing", nameof(b)) : new(b.Part, b.Block, b.Attempt);
}
