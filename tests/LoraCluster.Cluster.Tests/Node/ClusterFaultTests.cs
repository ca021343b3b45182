using System.Collections.Concurrent;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>Nodes that end without a word while a sweep runs. Whole processes, networks and disks are the chaos tests' affair.</summary>
public sealed class ClusterFaultTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentDictionary<long, int> _batches = new();
    private readonly SemaphoreSlim _bitten = new(0);
    private readonly TestNodes _nodes;
    private long _poison;

    public ClusterFaultTests() => _nodes = new TestNodes
    {
        // Blocks of a batch each, five milliseconds long.
        Experiment = new ToyExperiment
        {
            Seconds = _ => 0.1 / 64,
            BeforeBatch = (cell, _) =>
            {
                if (cell.Index + 1 == _poison)
                {
                    // The node is killed now, and this thread with it.
                    _bitten.Release();
                    Thread.Sleep(Timeout.Infinite);
                }

                _batches.AddOrUpdate(cell.Index, 1, (_, n) => n + 1);
                Thread.Sleep(5);
            },
        },
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    public void Dispose() => _bitten.Dispose();

    [Fact]
    public async Task Another_coordinator_goes_on_where_the_first_died_and_hardly_anything_is_computed_twice()
    {
        var first = await _nodes.StartAsync(NodeRoles.Coordinator);
        var second = await _nodes.StartAsync(NodeRoles.Coordinator);
        await _nodes.StartAsync(NodeRoles.Coordinator);
        await _nodes.StartAsync(NodeRoles.Worker);
        await _nodes.StartAsync(NodeRoles.Aggregator);
        var sweep = _nodes.Sweep("orphan", 2500, 64);
        await TestNodes.SubmitAsync(second, sweep, 0);
        await Batches(300);

        await _nodes.KillAsync(first);
        var job = await TestNodes.End(second, "orphan");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.InRange(_batches.Values.Sum(), 2500, 2550);
    }

    [Fact]
    public async Task A_part_damaged_after_its_commit_is_computed_again_before_the_dataset_is_closed()
    {
        var node = await _nodes.StartAsync();
        var sweep = _nodes.Sweep("flipped", 2500, 64);
        await TestNodes.SubmitAsync(node, sweep, 0);
        string dataset = Path.Combine(_nodes.Data, "flipped");
        while (!File.Exists(Path.Combine(dataset, "_commits", "part-000000.json")))
        {
            await Task.Delay(5);
        }

        string part = Path.Combine(dataset, "risks", "part-000000.parquet");
        byte[] bytes = await File.ReadAllBytesAsync(part);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(part, bytes);
        var job = await TestNodes.End(node, "flipped");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.Single(Directory.GetFiles(Path.Combine(dataset, "_quarantine")));
        Assert.Equal(0, (await File.ReadAllBytesAsync(part))[100] ^ bytes[100] ^ 1);
    }

    [Fact]
    public async Task Of_two_clusters_that_go_by_the_same_seeds_the_smaller_ends_so_that_its_nodes_join_the_other()
    {
        var late = new TestNodes();
        try
        {
            // The second begins a cluster of its own, since it knows of no other.
            var first = await _nodes.StartAsync(new NodeSettings { Seeds = [late.Seed] }, TestNodes.Release);
            await _nodes.StartAsync(NodeRoles.Worker);
            var alone = await late.StartAsync();

            var end = await alone.Ended.WaitAsync(TestNodes.Patience);

            Assert.Equal(NodeEndKind.Downed, end.Kind);
            Assert.Contains(first.Address, end.Reason, StringComparison.Ordinal);
            Assert.False(first.Ended.IsCompleted);
        }
        finally
        {
            await late.StopAsync();
        }
    }

    [Fact]
    public async Task Of_two_nodes_that_keep_all_either_goes_on_alone()
    {
        var settings = new NodeSettings { Split = SplitStrategy.KeepAll };
        var first = await _nodes.StartAsync(settings, TestNodes.Release);
        var second = await _nodes.StartAsync(settings, TestNodes.Release);
        var sweep = _nodes.Sweep("halved", 1000, 64);
        await TestNodes.SubmitAsync(second, sweep, 0);
        await Batches(100);

        await _nodes.KillAsync(first);
        var job = await TestNodes.End(second, "halved");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.False(second.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_worker_and_an_aggregator_that_die_are_done_without()
    {
        var coordinator = await _nodes.StartAsync(NodeRoles.Coordinator);
        var worker = await _nodes.StartAsync(NodeRoles.Worker);
        await _nodes.StartAsync(NodeRoles.Worker);
        var aggregator = await _nodes.StartAsync(NodeRoles.Aggregator);
        await _nodes.StartAsync(NodeRoles.Aggregator);
        var sweep = _nodes.Sweep("bereft", 1500, 64);
        await TestNodes.SubmitAsync(coordinator, sweep, 0);
        await Batches(200);

        await _nodes.KillAsync(worker);
        await Batches(400);
        await _nodes.KillAsync(aggregator);
        var job = await TestNodes.End(coordinator, "bereft");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
    }

    [Fact]
    public async Task A_block_that_brings_down_three_nodes_is_given_up_with_its_cell_named_and_the_rest_completes()
    {
        var coordinator = await _nodes.StartAsync(NodeRoles.Coordinator, NodeRoles.Aggregator);
        var worker = await _nodes.StartAsync(NodeRoles.Worker);
        _poison = 13;
        var sweep = _nodes.Sweep("poisoned", 400, 64);
        await TestNodes.SubmitAsync(coordinator, sweep, 0);
        int deaths = 0;
        var end = TestNodes.End(coordinator, "poisoned");
        while (!end.IsCompleted)
        {
            if (await _bitten.WaitAsync(TimeSpan.FromMilliseconds(50)))
            {
                await _nodes.KillAsync(worker);
                worker = await _nodes.StartAsync(NodeRoles.Worker);
                deaths++;
            }
        }

        var job = await end;

        // A node that dies before it has sent what it did last is taken to have died of that: such a death does not count.
        Assert.InRange(deaths, 2, 6);
        Assert.Equal((JobState.Failed, 65), (job.State, job.ExitCode));
        Assert.Contains("cells 12…12", job.Message, StringComparison.Ordinal);
        Assert.Equal(new PartPlan(sweep).PartCount - 1, Directory.GetFiles(Path.Combine(_nodes.Data, "poisoned", "_commits")).Length);
    }

    [Fact]
    public async Task Without_any_aggregator_the_sweep_waits_for_one_and_says_so()
    {
        var coordinator = await _nodes.StartAsync(NodeRoles.Coordinator, NodeRoles.Worker);
        var aggregator = await _nodes.StartAsync(NodeRoles.Aggregator);
        var sweep = _nodes.Sweep("waits", 600, 64);
        await TestNodes.SubmitAsync(coordinator, sweep, 0);
        await Batches(100);

        await _nodes.KillAsync(aggregator);
        while ((await coordinator.Jobs.FindAsync("waits", default))!.Message.Length == 0)
        {
            await Task.Delay(50);
        }

        await _nodes.StartAsync(NodeRoles.Aggregator);
        Assert.Equal(_nodes.HashOf(sweep), (await TestNodes.End(coordinator, "waits")).ManifestSha256);
    }

    [Fact]
    public async Task A_submitted_sweep_survives_the_loss_of_every_node()
    {
        var node = await _nodes.StartAsync();
        var sweep = _nodes.Sweep("survivor", 600, 64);
        await TestNodes.SubmitAsync(node, sweep, 7);
        await Batches(100);
        await _nodes.KillAsync(node);

        var next = await _nodes.StartAsync();
        var job = await TestNodes.End(next, "survivor");

        Assert.Equal(7, job.Priority);
        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
    }

    private async Task Batches(int count)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (_batches.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TestNodes.Patience, "nothing is computed");
            await Task.Delay(20);
        }
    }
}
