using System.Net;
using System.Text.Json;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests.Api;

/// <summary>What supervisors see.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_node_is_ready_once_nothing_keeps_it_from_work()
    {
        string? reason = "has not joined the cluster yet";
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { NotReadyBecause = () => reason });
        JsonElement problem = await RunningNode.Problem(HttpStatusCode.ServiceUnavailable, "not_ready", node.Client.GetAsync("/readyz"));
        Assert.Equal(reason, problem.GetProperty("detail").GetString());
        Assert.Equal("""{"status":"alive"}""", await node.Client.GetStringAsync("/healthz"));

        reason = null;
        Assert.Equal("""{"status":"ready"}""", await node.Client.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task Probes_need_no_token_and_may_come_by_address()
    {
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = "t" });
        foreach (string probe in new[] { "/healthz", "/readyz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, probe) { Headers = { Host = "10.42.0.17:19080" } };
            Assert.Equal(HttpStatusCode.OK, (await node.Client.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task A_node_without_a_coordinator_is_alive()
    {
        await using RunningNode node = await RunningNode.StartAsync();
        node.Jobs.IsUnavailable = true;
        Assert.Equal(HttpStatusCode.OK, (await node.Client.GetAsync("/healthz")).StatusCode);
    }
}
