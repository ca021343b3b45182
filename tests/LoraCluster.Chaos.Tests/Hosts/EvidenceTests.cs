using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Tests.Hosts;

public sealed class EvidenceTests
{
    [Fact]
    public void A_coordinator_is_one_until_it_says_otherwise_or_ends()
    {
        LogLine[] lines = [Line(1, 1, Evidence.BecomesCoordinator), Line(5, 1, Evidence.CeasesToCoordinate), Line(6, 2, Evidence.BecomesCoordinator)];
        NodeEnding[] endings = [new(Second(9), 2, 137)];
        Assert.Equal([1], Evidence.Coordinators(lines, endings, Second(4)));
        Assert.Empty(Evidence.Coordinators(lines, endings, Second(5.5)));
        Assert.Equal([2], Evidence.Coordinators(lines, endings, Second(8)));
        Assert.Empty(Evidence.Coordinators(lines, endings, Second(10)));
    }

    [Fact]
    public void Two_coordinators_are_seen_where_the_second_begins_before_the_first_ends()
    {
        LogLine[] lines = [Line(1, 1, Evidence.BecomesCoordinator), Line(20, 2, Evidence.BecomesCoordinator)];
        Assert.True(Evidence.HadTwoCoordinators(lines, [new(Second(21), 1, 79)], Second(2)));
        Assert.False(Evidence.HadTwoCoordinators(lines, [new(Second(19), 1, 137)], Second(2)));
    }

    [Fact]
    public void Failover_is_counted_from_the_loss_to_the_next_coordinators_word()
    {
        LogLine[] lines = [Line(1, 1, Evidence.BecomesCoordinator), Line(20, 2, "info: " + Evidence.BecomesCoordinator)];
        Assert.Equal(Second(15), Evidence.Failover(lines, Second(5)));
        Assert.Null(Evidence.Failover(lines, Second(25)));
    }

    [Fact]
    public void Counters_of_a_filter_are_added_up() => Assert.Equal(
        1207,
        Filter.PacketsIn("chain in { iifname \"eth0\" counter packets 1200 bytes 9 drop\n iifname \"eth0\" numgen random mod 100 < 7 counter packets 7 bytes 1 drop }"));

    private static TimeSpan Second(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LogLine Line(double seconds, int host, string text) => new(Second(seconds), host, text);
}
