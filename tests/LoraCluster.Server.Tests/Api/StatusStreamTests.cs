using System.Diagnostics;
using System.Net;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace LoraCluster.Server.Tests.Api;

/// <summary>A sweep watched by server-sent events.</summary>
public sealed class StatusStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private RunningNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(RunningNode.Defaults with { Clock = _clock, Allowance = new NodeWebLimits { Watchers = 2 } });
        await _node.SubmitAsync();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Every_change_is_sent_and_the_last_ends_the_stream()
    {
        using StreamReader stream = await WatchAsync();
        Assert.Contains("\"state\":\"queued\"", await EventAsync(stream), StringComparison.Ordinal);
        _node.Jobs.Change("small", s => s with { State = JobState.Running, PartsCommitted = 1 });
        Assert.Contains("\"parts_committed\":1", await EventAsync(stream), StringComparison.Ordinal);
        _node.Jobs.Change("small", s => s with { State = JobState.Completed, ExitCode = 0 });
        Assert.Contains("\"state\":\"completed\"", await EventAsync(stream), StringComparison.Ordinal);
        Assert.Null(await LineAsync(stream));
    }

    [Fact]
    public async Task A_stream_in_which_nothing_happens_shows_that_it_lives()
    {
        using StreamReader stream = await WatchAsync();
        await EventAsync(stream);
        int asked = _node.Jobs.Questions;
        Assert.Equal(": still here", await LineAsync(stream));
        // Twice a second for ten seconds.
        Assert.InRange(_node.Jobs.Questions - asked, 19, 25);
    }

    [Fact]
    public async Task However_often_a_sweep_changes_it_is_asked_twice_a_second()
    {
        using StreamReader stream = await WatchAsync();
        await EventAsync(stream);
        int asked = _node.Jobs.Questions;
        for (int i = 1; i <= 100; i++)
        {
            _node.Jobs.Change("small", s => s with { TrialsDone = i });
            await Task.Delay(1);
        }

        _clock.Advance(Interval - TimeSpan.FromMilliseconds(1));
        await Task.Delay(100);
        Assert.Equal(asked, _node.Jobs.Questions);
        Assert.Contains("\"trials_done\":100", await EventAsync(stream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_coordinator_is_sat_through()
    {
        using StreamReader stream = await WatchAsync();
        await EventAsync(stream);
        _node.Jobs.IsUnavailable = true;
        Assert.Equal(": still here", await LineAsync(stream));
        _node.Jobs.IsUnavailable = false;
        _node.Jobs.Change("small", s => s with { State = JobState.Failed, Message = "why", ExitCode = 70 });
        string last = await LineAsync(stream) is { Length: > 0 } line ? line : (await LineAsync(stream))!;
        Assert.Equal("event: status", last);
    }

    [Fact]
    public async Task A_node_that_leaves_ends_its_streams()
    {
        using StreamReader stream = await WatchAsync();
        await EventAsync(stream);
        long start = Stopwatch.GetTimestamp();
        await _node.StopAsync();
        Assert.Null(await stream.ReadLineAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Watchers_beyond_the_limit_are_sent_away_until_one_leaves()
    {
        using StreamReader first = await WatchAsync();
        StreamReader second = await WatchAsync();
        await EventAsync(first);
        await EventAsync(second);
        await RunningNode.Problem(HttpStatusCode.ServiceUnavailable, "too_many_watchers", _node.Client.GetAsync("/api/v1/sweeps/small/events"));
        second.Dispose();
        await Until(async () =>
        {
            _clock.Advance(Interval);
            using HttpResponseMessage response = await _node.Client.GetAsync("/api/v1/sweeps/small/events", HttpCompletionOption.ResponseHeadersRead);
            return response.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task An_event_stream_says_what_it_is()
    {
        using HttpResponseMessage response = await _node.Client.GetAsync("/api/v1/sweeps/small/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private async Task<StreamReader> WatchAsync() => new(await _node.Client.GetStreamAsync("/api/v1/sweeps/small/events"));

    private async Task<string> EventAsync(StreamReader stream)
    {
        Assert.Equal("event: status", await LineAsync(stream));
        string data = (await LineAsync(stream))!;
        Assert.StartsWith("data: {\"name\":\"small\",", data, StringComparison.Ordinal);
        Assert.Equal(string.Empty, await LineAsync(stream));
        return data;
    }

    /// <summary>The next line, with as much time as it takes passing on the node's clock.</summary>
    private async Task<string?> LineAsync(StreamReader stream)
    {
        Task<string?> line = stream.ReadLineAsync();
        await Until(async () =>
        {
            await Task.WhenAny(line, Task.Delay(5));
            if (!line.IsCompleted)
            {
                _clock.Advance(Interval);
            }

            return line.IsCompleted;
        });
        return await line;
    }

    private static async Task Until(Func<Task<bool>> moment)
    {
        for (long start = Stopwatch.GetTimestamp(); !await moment();)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
        }
    }
}
