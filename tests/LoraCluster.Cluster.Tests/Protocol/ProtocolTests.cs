using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using Xunit;

namespace LoraCluster.Cluster.Tests.Protocol;

public sealed class ProtocolTests
{
    private static readonly WorkerId Worker = new("w");
    private static readonly Loan Loan = new(new Block(2, 5, 40, 3, 0, 10), 1);

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("w", 0, 0)]
    [InlineData("w", 1, -1)]
    public void A_nonsensical_request_is_refused(string worker, int window, int held) =>
        Assert.ThrowsAny<ArgumentException>(() => new WorkProtocol.RequestWork(new WorkerId(worker), window, held));

    public static TheoryData<Loan> Nonsense => new(
        Loan with { Attempt = 0 },
        Loan with { Block = Loan.Block with { Part = -1 } },
        Loan with { Block = Loan.Block with { Number = -1 } },
        Loan with { Block = Loan.Block with { FirstPosition = -1 } },
        Loan with { Block = Loan.Block with { PositionCount = 0 } },
        Loan with { Block = Loan.Block with { FirstTrial = -1 } },
        Loan with { Block = Loan.Block with { TrialCount = 0 } });

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_loan_of_nothing_is_refused(Loan loan)
    {
        Assert.ThrowsAny<ArgumentException>(() => new WorkProtocol.BlocksLeased(ActorRefs.Nobody, [Loan, loan]));
        Assert.ThrowsAny<ArgumentException>(() => Solved(new WorkProtocol.Solution(loan, [1], 0)));
        Assert.ThrowsAny<ArgumentException>(() => new StoreProtocol.BlocksMerged(Worker, [new StoreProtocol.MergedBlock(loan, default, 0)]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Time_that_cannot_have_passed_is_refused(double seconds) =>
        Assert.ThrowsAny<ArgumentException>(() => Solved(new WorkProtocol.Solution(Loan, [1], seconds)));

    [Fact]
    public void Losses_beyond_a_frame_are_refused()
    {
        Solved(new WorkProtocol.Solution(Loan, new double[Frame.LossesMax], 0));

        Assert.ThrowsAny<ArgumentException>(() => Solved(new WorkProtocol.Solution(Loan, new double[Frame.LossesMax + 1], 0)));
        Assert.ThrowsAny<ArgumentException>(() => Solved([.. Enumerable.Repeat(new WorkProtocol.Solution(Loan, new double[Frame.LossesMax / 2], 0), 2)]));
    }

    [Fact]
    public void An_empty_list_and_one_beyond_a_frame_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new WorkProtocol.BlocksLeased(ActorRefs.Nobody, []));
        Assert.ThrowsAny<ArgumentException>(
            () => new WorkProtocol.BlocksLeased(ActorRefs.Nobody, [.. Enumerable.Repeat(Loan, Frame.BlocksMax + 1)]));
    }

    [Theory]
    [InlineData("../_data")]
    [InlineData("/etc/x")]
    [InlineData("")]
    public void Whatever_becomes_part_of_a_path_must_be_a_sweeps_name(string name)
    {
        Assert.ThrowsAny<ArgumentException>(() => new JobProtocol.Submit(name, "00", 0, ActorRefs.Nobody));
        Assert.ThrowsAny<ArgumentException>(() => new ArchiveProtocol.OpenDataset(name, "00", 1, 0));
        Assert.ThrowsAny<ArgumentException>(() => new ArchiveProtocol.FinishDataset(name));
        Assert.ThrowsAny<ArgumentException>(() => JobBodies.Read(new JobBody { Name = name, DefinitionHash = "00", State = WireJobState.Queued }));
    }

    [Fact]
    public void The_largest_block_fits_the_frame() => Assert.True(BlockPlan.LossesPerBlock <= Frame.LossesMax);

    private static WorkProtocol.BlocksSolved Solved(params WorkProtocol.Solution[] solutions) => new(Worker, solutions);
}
