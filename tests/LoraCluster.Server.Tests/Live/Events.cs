using System.Net;
using LoraCluster.Server.Tests.Toys;
using Microsoft.Extensions.Time.Testing;

namespace LoraCluster.Server.Tests.Live;

/// <summary>Reads server-sent events of a node whose clock stands still unless it waits.</summary>
internal sealed class Events(StreamReader stream, FakeTimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Events> OpenAsync(RunningNode node, string path, FakeTimeProvider clock)
    {
        HttpResponseMessage answer = await node.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Events(new StreamReader(await answer.Content.ReadAsStreamAsync()), clock);
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<(string Name, string Data)?> NextAsync()
    {
        string name = string.Empty;
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name, line["data: ".Length..]);
            }
        }

        return null;
    }

    public void Dispose() => stream.Dispose();

    private async Task<string?> LineAsync()
    {
        var line = stream.ReadLineAsync();
        long start = TimeProvider.System.GetTimestamp();
        while (!line.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "no event");
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(line, Task.Delay(5));
        }

        return await line;
    }
}
