using Akka.Actor;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using Xunit;

namespace LoraCluster.Cluster.Tests.Protocol;

public sealed class ProtocolTests
{
    private static readonly WorkerId Worker = new("w");
    private static readonly Block Block = new(2, 5, 40, 3, 0, 10);
    private static readonly LeaseId Lease = new(2, 5, 1);

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("w", 0, 0)]
    [InlineData("w", 1, -1)]
    public void A_nonsensical_request_is_refused(string worker, int window, int held) =>
        Assert.ThrowsAny<ArgumentException>(() => new WorkProtocol.RequestWork(new WorkerId(worker), window, held));

    [Theory]
    [InlineData(3, 5, 1)]
    [InlineData(2, 6, 1)]
    [InlineData(2, 5, 0)]
    public void A_lease_of_another_block_is_refused(int part, int block, int attempt)
    {
        var lease = new LeaseId(part, block, attempt);

        Assert.Throws<ArgumentException>(() => new WorkProtocol.BlockLeased(lease, Block, ActorRefs.Nobody));
        Assert.Throws<ArgumentException>(() => new WorkProtocol.BlockSolved(Worker, lease, Block, [1], 0));
    }

    [Fact]
    public void An_empty_block_is_refused() => Assert.Throws<ArgumentException>(
        () => new WorkProtocol.BlockLeased(Lease, Block with { PositionCount = 0 }, ActorRefs.Nobody));

    [Fact]
    public void Losses_beyond_a_frame_are_refused() => Assert.ThrowsAny<ArgumentException>(
        () => new WorkProtocol.BlockSolved(Worker, Lease, Block, new double[Frame.LossesMax + 1], 0));

    [Fact]
    public void The_largest_block_fits_the_frame() => Assert.True(BlockPlan.LossesPerBlock <= Frame.LossesMax);
}
