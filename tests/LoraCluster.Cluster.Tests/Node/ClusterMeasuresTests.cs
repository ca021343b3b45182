using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Telemetry;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>What a collector hears of a cluster at work.</summary>
public sealed class ClusterMeasuresTests : IAsyncLifetime
{
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    [Fact]
    public async Task Trials_merged_and_nodes_gone_are_counted()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Instruments.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();

        var first = await _nodes.StartAsync();
        var second = await _nodes.StartAsync(NodeRoles.Worker);
        await TestNodes.SubmitAsync(first, _nodes.Sweep("measured", 50, 64), 0);
        await TestNodes.End(first, "measured");
        await second.LeaveAsync();
        for (int wait = 0; wait < 200 && sums.GetValueOrDefault("lora_cluster.nodes.gone") < 1; wait++)
        {
            await Task.Delay(50);
        }

        // Other tests' clusters in this process are counted, too.
        Assert.InRange(sums["lora_cluster.trials"], 50 * 64, double.MaxValue);
        Assert.InRange(sums["lora_cluster.blocks"], 1, double.MaxValue);
        Assert.InRange(sums["lora_cluster.block.duration"], 0, double.MaxValue);
        Assert.InRange(sums["lora_cluster.coordinator.begun"], 1, double.MaxValue);
        Assert.InRange(sums["lora_cluster.nodes.gone"], 1, double.MaxValue);
    }
}
