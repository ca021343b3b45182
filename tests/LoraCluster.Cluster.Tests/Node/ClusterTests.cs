using LoraCluster.Cluster.Node;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Jobs;
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

        var submitted = await node.Jobs.SubmitAsync(sweep, 0, default);
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

        await coordinator.Jobs.SubmitAsync(sweep, 0, default);
        var job = await TestNodes.End(_nodes[1], "spread");

        Assert.Equal(_nodes.HashOf(sweep), job.ManifestSha256);
        Assert.Equal(5, (await _nodes[2].Jobs.NodesAsync(default)).Count);
    }
}
