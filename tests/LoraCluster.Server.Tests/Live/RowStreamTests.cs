using System.Net;
using System.Text.Json;
using LoraCluster.Server.Live;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace LoraCluster.Server.Tests.Live;

/// <summary>A sweep's cells as server-sent events.</summary>
public sealed class RowStreamTests : IAsyncLifetime
{
    private const string Path = "/api/v1/sweeps/small/rows";

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeRows _data = new(new SweepOutline("small", "risk", [new LiveAxis("n", "samples", true)], [new LiveSeries("full", "#000000", "circle", true)], 600, 6000, null, "data/small")) { Definition = "name: small" };
    private RunningNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(RunningNode.Defaults with { Clock = _clock, Data = _data, Allowance = new NodeWebLimits { Watchers = 1 } });
        await _node.SubmitAsync();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    private static LiveCell[] Part(int first, int count) => [.. Enumerable.Range(first, count).Select(i => FakeRows.Cell(i, [(long)i], 1))];

    [Fact]
    public async Task An_outline_comes_first_then_every_part_in_small_pieces_and_the_end_with_the_sweep()
    {
        _data.Parts.Enqueue(Part(0, 600));
        using var events = await Events.OpenAsync(_node, Path, _clock);
        var outline = (await events.NextAsync())!.Value;
        Assert.Equal("outline", outline.Name);
        Assert.Contains("\"cells\":600", outline.Data, StringComparison.Ordinal);
        var seen = new List<long>();
        for (int i = 0; i < 3; i++)
        {
            var cells = (await events.NextAsync())!.Value;
            Assert.Equal("cells", cells.Name);
            using var json = JsonDocument.Parse(cells.Data);
            Assert.InRange(json.RootElement.GetArrayLength(), 1, 250);
            seen.AddRange(json.RootElement.EnumerateArray().Select(cell => cell.GetProperty("cell").GetInt64()));
        }

        _data.Parts.Enqueue(Part(600, 1));
        Assert.Contains("\"cell\":600", (await events.NextAsync())!.Value.Data, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 600).Select(i => (long)i), seen);
        _node.Jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        Assert.Equal("end", (await events.NextAsync())!.Value.Name);
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_is_told_and_ends_the_stream()
    {
        _data.Fault = new InvalidDataException("risks/part-000000.parquet: sha256 differs");
        using var events = await Events.OpenAsync(_node, Path, _clock);
        await events.NextAsync();
        Assert.Equal(("trouble", "\"a part of the dataset cannot be read now\""), await events.NextAsync());
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task While_no_coordinator_answers_rows_still_come()
    {
        _node.Jobs.IsUnavailable = true;
        using var events = await Events.OpenAsync(_node, Path, _clock);
        await events.NextAsync();
        _data.Parts.Enqueue(Part(0, 1));
        Assert.Equal("cells", (await events.NextAsync())!.Value.Name);
    }

    [Fact]
    public async Task A_node_without_the_dataset_says_so()
    {
        await RunningNode.Problem(HttpStatusCode.NotFound, "no_rows", _node.Client.GetAsync("/api/v1/sweeps/other/rows"));
        await RunningNode.Problem(HttpStatusCode.NotFound, "no_such_sweep", _node.Client.GetAsync("/api/v1/sweeps/-x/rows"));
    }

    [Fact]
    public async Task Watchers_of_rows_take_the_seats_of_all_watchers()
    {
        using var events = await Events.OpenAsync(_node, Path, _clock);
        await events.NextAsync();
        await RunningNode.Problem(HttpStatusCode.ServiceUnavailable, "too_many_watchers", _node.Client.GetAsync("/api/v1/sweeps/small/events"));
    }

    [Fact]
    public async Task The_definition_is_a_sweep_file()
    {
        HttpResponseMessage answer = await _node.Client.GetAsync("/api/v1/sweeps/small/definition");
        Assert.Equal("application/yaml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("name: small", await answer.Content.ReadAsStringAsync());
        await RunningNode.Problem(HttpStatusCode.NotFound, "no_such_sweep", _node.Client.GetAsync("/api/v1/sweeps/other/definition"));
    }
}
