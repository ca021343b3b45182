using System.Text.Json;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace LoraCluster.Server.Tests.Live;

/// <summary>All sweeps and nodes as server-sent events.</summary>
public sealed class StateStreamTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private RunningNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(RunningNode.Defaults with { Clock = _clock });
        await _node.SubmitAsync();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Whatever_changes_of_sweeps_or_nodes_is_sent_whole()
    {
        using var events = await Events.OpenAsync(_node, "/api/v1/events", _clock);
        using var first = JsonDocument.Parse((await events.NextAsync())!.Value.Data);
        Assert.Equal("queued", first.RootElement.GetProperty("sweeps")[0].GetProperty("state").GetString());
        Assert.Equal("10.0.0.1:19090", first.RootElement.GetProperty("nodes")[0].GetProperty("address").GetString());

        _node.Jobs.Nodes = [new NodeStatus("10.0.0.2:19090", ["worker"], 4, "0.1.0", false, false) { BlocksHeld = 7 }];
        Assert.Contains("\"blocks_held\":7", (await events.NextAsync())!.Value.Data, StringComparison.Ordinal);
        _node.Jobs.Change("small", s => s with { TrialsDone = 5 });
        Assert.Contains("\"trials_done\":5", (await events.NextAsync())!.Value.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_no_coordinator_answers_the_last_that_was_known_is_sent_with_the_reason()
    {
        using var events = await Events.OpenAsync(_node, "/api/v1/events", _clock);
        await events.NextAsync();
        _node.Jobs.IsUnavailable = true;
        string data = (await events.NextAsync())!.Value.Data;
        Assert.Contains("\"problem\":\"no coordinator answers\"", data, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"small\"", data, StringComparison.Ordinal);
        _node.Jobs.IsUnavailable = false;
        Assert.Contains("\"problem\":\"\"", (await events.NextAsync())!.Value.Data, StringComparison.Ordinal);
    }
}
