using LoraCluster.Cluster.Node;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Tests.Toy;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>Whole nodes, from a submission to a dataset.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    [Fact]
    public async Task A_node_alone_runs_a_submitted_sweep_to_the_dataset_of_LocalSweep()
    {
        var node = await _nodes.StartAsync();
        var sweep = _nodes.Sweep("alone", 300);

        var submitted = await TestNodes.SubmitAsync(node, sweep, 0);
        var job = await TestNodes.End(node, "alone");

        Assert.Equal(SubmitVerdict.Accepted, submitted.Verdict);
        Assert.Equal((JobState.Completed, 0), (job.State, job.ExitCode));
        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.Equal(job.ManifestSha256, DatasetManifest.Load(Path.Combine(_nodes.Data, "alone"))!.DatasetHash);
    }

    [Fact]
    public async Task Nodes_of_one_role_each_work_together()
    {
        var coordinator = await _nodes.StartAsync(NodeRoles.Coordinator);
        await _nodes.StartAsync(NodeRoles.Worker);
        await _nodes.StartAsync(NodeRoles.Worker);
        await _nodes.StartAsync(NodeRoles.Aggregator);
        await _nodes.StartAsync(NodeRoles.Aggregator);
        var sweep = _nodes.Sweep("spread", 3000);

        await TestNodes.SubmitAsync(coordinator, sweep, 0);
        var job = await TestNodes.End(_nodes[1], "spread");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.Equal(5, (await _nodes[2].Jobs.NodesAsync(default)).Count);
    }

    [Fact]
    public async Task Only_nodes_that_can_run_an_experiment_get_blocks_of_it()
    {
        var ran = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        ToyExperiment Other(int node) => new()
        {
            Name = "other",
            Unavailable = node == 1 ? "a part is missing" : null,
            Arithmetic = node == 2 ? "other bits" : "bits",
            BeforeBatch = (_, _) => ran.AddOrUpdate(node, 1, (_, count) => count + 1),
        };
        var nodes = new TestNodes { Others = Other };
        try
        {
            await nodes.StartAsync();
            for (int node = 1; node < 4; node++)
            {
                await nodes.StartAsync(NodeRoles.Worker);
            }

            var sweep = TestNodes.Read("{name: some, experiment: other, seed: 1, trials: 100, grid: {size: {range: {from: 1, to: 3000}}}}", Other(0));
            await TestNodes.SubmitAsync(nodes[1], sweep, 0);
            JobStatus job = await TestNodes.End(nodes[2], "some");

            Assert.Equal(JobState.Completed, job.State);
            Assert.DoesNotContain(1, ran.Keys);
            Assert.DoesNotContain(2, ran.Keys);
            Assert.Contains(ran.Keys, node => node is 0 or 3);
        }
        finally
        {
            await nodes.StopAsync();
        }
    }
}
