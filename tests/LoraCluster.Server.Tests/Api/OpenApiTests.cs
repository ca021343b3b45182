using System.Text.Json;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests.Api;

/// <summary>The description of the API.</summary>
public sealed class OpenApiTests
{
    /// <summary>Set to 1 to write the document instead of comparing it.</summary>
    private const string Rewrite = "LORACLUSTER_REWRITE_OPENAPI";

    private static readonly string Committed = Repository.Path("docs/openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        await using RunningNode node = await RunningNode.StartAsync();
        string served = (await node.Client.GetStringAsync("/openapi/v1.json")).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(Committed, served);
        }

        Assert.True(
            served == await File.ReadAllTextAsync(Committed), $"docs/openapi.json is not what the server says of itself; {Rewrite}=1 with this test writes it");
    }

    [Fact]
    public async Task Every_operation_names_its_answers_and_its_problems()
    {
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(Committed));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.Equal(
            ["alive", "cancelSweep", "findSweep", "listNodes", "listSweeps", "ready", "submitSweep", "sweepDefinition", "watchCluster", "watchRows", "watchSweep"],
            operations.Select(o => o.Value.GetProperty("operationId").GetString()).Order(StringComparer.Ordinal));
        Assert.All(operations, o => Assert.Contains(o.Value.GetProperty("responses").EnumerateObject(), r => r.Name.StartsWith('2')));
        JsonElement submit = operations.Single(o => o.Value.GetProperty("operationId").GetString() == "submitSweep").Value;
        Assert.Equal(
            ["200", "201", "400", "401", "409", "413", "415", "422", "503", "507"],
            submit.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.True(submit.GetProperty("responses").GetProperty("422").GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.Equal(-100, submit.GetProperty("parameters")[0].GetProperty("schema").GetProperty("minimum").GetInt32());
    }
}
