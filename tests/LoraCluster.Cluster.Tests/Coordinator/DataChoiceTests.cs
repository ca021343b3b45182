using LoraCluster.Cluster.Coordinator;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class DataChoiceTests
{
    private readonly DataChoice _choice = new();

    [Fact]
    public void The_directory_of_a_node_that_was_taken_in_before_counts_at_once_whoever_spoke_first()
    {
        Assert.Null(Hear("stray:1", "elsewhere", 0));
        Assert.Equal("data", _choice.Hear("a:1", "data", isSure: true, () => 9, TimeSpan.FromSeconds(0.1)));

        Assert.Equal("data", _choice.Hear("b:1", "elsewhere", isSure: true, () => 9, TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void Where_no_node_was_taken_in_before_the_directory_of_most_counts_after_fifteen_seconds()
    {
        Assert.Null(Hear("stray:1", "elsewhere", 5));
        Assert.Null(Hear("a:1", "data", 5.5));
        Assert.Null(Hear("b:1", "data", 6));
        Assert.Null(Hear("stray:1", "elsewhere", 19.9));

        Assert.Equal("data", Hear("stray:1", "elsewhere", 20));
    }

    [Fact]
    public void When_every_aggregator_has_spoken_there_is_nothing_to_wait_for()
    {
        Assert.Null(_choice.Hear("stray:1", "elsewhere", isSure: false, () => 3, TimeSpan.Zero));
        Assert.Null(_choice.Hear("a:1", "data", isSure: false, () => 3, TimeSpan.Zero));

        Assert.Equal("data", _choice.Hear("b:1", "data", isSure: false, () => 3, TimeSpan.Zero));
    }

    [Fact]
    public void A_node_that_says_the_same_again_counts_once_and_of_as_many_the_first_counts()
    {
        Hear("a:1", "data", 0);
        Hear("stray:1", "elsewhere", 0.5);
        Hear("stray:1", "elsewhere", 1.5);

        Assert.Equal("data", Hear("stray:1", "elsewhere", 15));
    }

    [Fact]
    public void When_no_node_has_data_any_more_all_is_open_again()
    {
        _choice.Hear("a:1", "data", isSure: true, () => 9, TimeSpan.Zero);
        _choice.Forget();

        Assert.Null(Hear("b:1", "elsewhere", 1));
        Assert.Equal("elsewhere", Hear("b:1", "elsewhere", 16));
    }

    private string? Hear(string node, string directory, double now) => _choice.Hear(node, directory, isSure: false, () => 9, TimeSpan.FromSeconds(now));
}
