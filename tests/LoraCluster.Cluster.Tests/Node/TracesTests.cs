using System.Collections.Concurrent;
using System.Diagnostics;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Telemetry;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>What a collector is shown of a cluster at work.</summary>
public sealed class TracesTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    [Fact]
    public async Task A_parts_blocks_and_its_commit_on_another_node_make_one_trace()
    {
        var spans = new ConcurrentBag<(string Name, object? Sweep, object? Part, ActivityTraceId Trace)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Add((span.OperationName, span.GetTagItem("lora_cluster.sweep"), span.GetTagItem("lora_cluster.part"), span.TraceId)),
        };
        ActivitySource.AddActivityListener(listener);

        var first = await _nodes.StartAsync(NodeRoles.Coordinator, NodeRoles.Aggregator);
        await _nodes.StartAsync(NodeRoles.Worker);
        await TestNodes.SubmitAsync(first, _nodes.Sweep("traced", 50, 64), 0);
        await TestNodes.End(first, "traced");

        var parts = spans.Where(s => Equals(s.Sweep, "traced")).GroupBy(s => s.Part).ToList();
        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Equal(["commit part", "solve block"], part.Select(s => s.Name).Distinct().Order()));
        Assert.All(parts, part => Assert.Single(part.Select(s => s.Trace).Distinct()));
        Assert.Equal(parts.Count, parts.Select(part => part.First().Trace).Distinct().Count());
    }
}
