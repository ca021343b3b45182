using LoraCluster.Cluster.Node;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Tests.Toy;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>What users ask of a cluster, and strangers.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new() { Experiment = new ToyExperiment { Seconds = _ => 0.1 / 64, BeforeBatch = (_, _) => Thread.Sleep(5) } };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    [Fact]
    public async Task A_cancelled_sweep_ends_and_submitted_again_goes_on()
    {
        var node = await _nodes.StartAsync();
        var sweep = _nodes.Sweep("twice", 1000, 64);
        await TestNodes.SubmitAsync(node, sweep, 0);

        Assert.Equal(JobState.Cancelled, (await node.Jobs.CancelAsync("twice", default))!.State);
        Assert.Equal(75, (await TestNodes.End(node, "twice")).ExitCode);
        Assert.Equal(SubmitVerdict.Accepted, (await TestNodes.SubmitAsync(node, sweep, 0)).Verdict);
        Assert.Equal(SubmitVerdict.AlreadyThere, (await TestNodes.SubmitAsync(node, sweep, 5)).Verdict);
        Assert.Equal(5, (await node.Jobs.FindAsync("twice", default))!.Priority);
        var end = await TestNodes.End(node, "twice");
        Assert.Equal(_nodes.HashOf(sweep), end.ManifestSha256);
        Assert.InRange(end.PartsTotal, 1, int.MaxValue);
        Assert.Equal(end.PartsTotal, end.PartsCommitted);
        Assert.Equal(SubmitVerdict.AlreadyThere, (await TestNodes.SubmitAsync(node, sweep, 0)).Verdict);
    }

    [Fact]
    public async Task A_name_belongs_to_one_sweep()
    {
        var node = await _nodes.StartAsync();
        await TestNodes.SubmitAsync(node, _nodes.Sweep("mine", 5), 0);

        var other = await TestNodes.SubmitAsync(node, _nodes.Sweep("mine", 6), 0);

        Assert.Equal(SubmitVerdict.NameTaken, other.Verdict);
        Assert.Null(await node.Jobs.FindAsync("yours", default));
        Assert.Null(await node.Jobs.CancelAsync("yours", default));
    }

    [Fact]
    public async Task Sweeps_of_one_priority_share_the_workers_and_a_higher_one_goes_first()
    {
        var node = await _nodes.StartAsync();
        string[] names = ["a", "b", "urgent"];
        await TestNodes.SubmitAsync(node, _nodes.Sweep("a", 1200, 64), 0);
        await TestNodes.SubmitAsync(node, _nodes.Sweep("b", 1200, 64), 0);
        await Until(node, jobs => jobs.All(j => j.Workers == 1));
        await TestNodes.SubmitAsync(node, _nodes.Sweep("urgent", 600, 64), 1);
        await Until(node, jobs => jobs.Single(j => j.Name == "urgent").Workers == 2);

        var urgent = await TestNodes.End(node, "urgent");
        var others = await node.Jobs.ListAsync(default);

        Assert.Equal(JobState.Completed, urgent.State);
        Assert.Equal(names, others.Select(j => j.Name));
        Assert.All(others.Take(2), j => Assert.False(j.HasEnded));
        Assert.Equal(JobState.Completed, (await TestNodes.End(node, "a")).State);
        Assert.Equal(JobState.Completed, (await TestNodes.End(node, "b")).State);
    }

    [Fact]
    public async Task A_sweep_that_nobody_can_run_keeps_no_other_waiting()
    {
        var nodes = new TestNodes { Others = node => new ToyExperiment { Name = "other", Unavailable = node == 0 ? null : "what it needs is not here" } };
        try
        {
            // One can open the sweep, and has no worker.
            var node = await nodes.StartAsync(NodeRoles.Coordinator, NodeRoles.Aggregator);
            await nodes.StartAsync(NodeRoles.Worker);
            await TestNodes.SubmitAsync(node, TestNodes.Read("{name: stuck, experiment: other, seed: 1, trials: 10, grid: {size: {range: {from: 1, to: 10}}}}", nodes.Others(0)), 9);
            await Until(node, jobs => jobs is [{ Message.Length: > 0 }]);
            await TestNodes.SubmitAsync(node, nodes.Sweep("free", 10), 0);

            Assert.Equal(JobState.Completed, (await TestNodes.End(node, "free")).State);
            Assert.Equal(JobState.Running, (await node.Jobs.FindAsync("stuck", default))!.State);
        }
        finally
        {
            await nodes.StopAsync();
        }
    }

    [Fact]
    public async Task More_sweeps_than_fit_a_message_are_listed_in_order_of_submission()
    {
        var node = await _nodes.StartAsync();
        string[] names = [.. Enumerable.Range(0, 30).Select(i => $"s{29 - i:d2}")];
        foreach (string name in names)
        {
            await TestNodes.SubmitAsync(node, _nodes.Sweep(name, 1, 1), 0);
        }

        Assert.Equal(names, (await node.Jobs.ListAsync(default)).Select(j => j.Name));
    }

    [Fact]
    public async Task A_node_of_another_release_is_refused_with_the_reason_and_ends()
    {
        var node = await _nodes.StartAsync();
        var stranger = await _nodes.StartAsync(new NodeSettings(), "9.9.9", NodeRoles.Worker);

        var end = await stranger.Ended.WaitAsync(TestNodes.Patience);

        Assert.Equal(NodeEndKind.Refused, end.Kind);
        Assert.Contains("release 9.9.9, the coordinator 1.2.3", end.Reason, StringComparison.Ordinal);
        Assert.Single(await node.Jobs.NodesAsync(default));
    }

    [Fact]
    public async Task A_node_of_other_arithmetic_is_refused_with_the_reason_at_both_ends()
    {
        var log = new KeptLog();
        using var logs = new LoggerFactory([log]);
        var nodes = new TestNodes { Logs = logs };
        try
        {
            var node = await nodes.StartAsync();
            var stranger = await nodes.StartAsync(new NodeSettings(), TestNodes.Release, new ToyExperiment { Arithmetic = "other bits" }, NodeRoles.Worker);

            var end = await stranger.Ended.WaitAsync(TestNodes.Patience);

            Assert.Equal(NodeEndKind.Refused, end.Kind);
            Assert.Contains("its arithmetic differs: fingerprint other bits, the coordinator's toy", end.Reason, StringComparison.Ordinal);
            Assert.Contains(log.Lines.ToArray(), line => line.Contains("is refused: its arithmetic differs", StringComparison.Ordinal));
            Assert.Single(await node.Jobs.NodesAsync(default));
        }
        finally
        {
            await nodes.StopAsync();
        }
    }

    [Fact]
    public async Task An_aggregator_with_another_data_directory_is_refused()
    {
        await _nodes.StartAsync();
        var other = Directory.CreateTempSubdirectory("lora-cluster-");
        try
        {
            var stranger = await _nodes.StartAsync(new NodeSettings { DataDirectory = other.FullName }, TestNodes.Release, NodeRoles.Aggregator);

            Assert.Contains("data directory", (await stranger.Ended.WaitAsync(TestNodes.Patience)).Reason, StringComparison.Ordinal);
        }
        finally
        {
            other.Delete(true);
        }
    }

    [Fact]
    public async Task A_node_without_a_coordinator_in_reach_says_what_it_waits_for()
    {
        var node = await _nodes.StartAsync(NodeRoles.Worker);

        Assert.NotEmpty(node.State.WaitsFor);
        await Assert.ThrowsAsync<JobServiceUnavailableException>(() => node.Jobs.ListAsync(default));
    }

    private static async Task Until(ClusterNode node, Func<IReadOnlyList<JobStatus>, bool> moment)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!moment(await node.Jobs.ListAsync(default)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TestNodes.Patience, string.Join('\n', await node.Jobs.ListAsync(default)));
            await Task.Delay(50);
        }
    }
}
