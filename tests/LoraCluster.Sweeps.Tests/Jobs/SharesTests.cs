using LoraCluster.Sweeps.Jobs;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Jobs;

public sealed class SharesTests
{
    [Fact]
    public void Threads_are_dealt_out_evenly_where_every_node_can_run_everything()
    {
        int[][] dealt = Shares.Deal([4, 2], 2, 0, (_, _) => true);
        Assert.Equal([3, 3], [dealt.Sum(node => node[0]), dealt.Sum(node => node[1])]);
        Assert.Equal([4, 2], dealt.Select(node => node.Sum()));
    }

    [Fact]
    public void A_node_gets_nothing_of_what_it_cannot_run_and_all_of_the_rest()
    {
        int[][] dealt = Shares.Deal([4, 2, 3], 2, 7, (node, sweep) => node == 1 || sweep == 0);
        Assert.Equal([4, 0], dealt[0]);
        Assert.Equal(2, dealt[1].Sum());
        Assert.Equal([3, 0], dealt[2]);
    }

    [Fact]
    public void No_sweep_is_left_out_because_of_the_order_of_the_nodes()
    {
        for (int turn = 0; turn < 4; turn++)
        {
            Assert.Equal([[0, 1], [1, 0]], Shares.Deal([1, 1], 2, turn, (node, sweep) => node == 0 || sweep == 0));
        }
    }

    [Fact]
    public void Who_has_one_thread_more_changes_with_the_turn() =>
        Assert.Equal(3, Enumerable.Range(0, 3).Select(turn => Array.IndexOf(Shares.Deal([4], 3, turn, (_, _) => true)[0], 2)).Distinct().Count());

    [Fact]
    public void A_node_that_can_run_nothing_stays_idle() => Assert.Equal([0], Shares.Deal([8], 1, 0, (_, _) => false)[0]);
}
