using LoraCluster.Server.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace LoraCluster.Server.Live;

/// <summary>Server-sent events to a bounded number of watchers. A stream ends with its watcher, or when the node leaves.</summary>
internal sealed class EventStream(NodeWebOptions options, IHostApplicationLifetime node) : IDisposable
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _seats = new(options.Allowance.Watchers);

    public void Dispose() => _seats.Dispose();

    /// <summary>Runs <paramref name="send"/> in one of the seats; a problem where none is free.</summary>
    public async Task<IResult> RunAsync(HttpContext context, Func<Writer, CancellationToken, Task<IResult?>> send)
    {
        if (!_seats.Wait(0, CancellationToken.None))
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "too_many_watchers", "this node has as many watchers as it serves; ask again or ask another");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, node.ApplicationStopping);
        try
        {
            return await send(new Writer(context.Response, options.Clock), end.Token).ConfigureAwait(false) ?? Results.Empty;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The watcher has gone, or the node leaves: the stream ends, and a watcher asks another node.
            return Results.Empty;
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <summary>Writes the events of one stream.</summary>
    internal sealed class Writer(HttpResponse response, TimeProvider clock)
    {
        private long _sentAt;
        private bool _hasBegun;

        /// <summary>Sends an event. The data is one line.</summary>
        public async Task SendAsync(string name, string data, CancellationToken end)
        {
            Begin();
            await response.WriteAsync($"event: {name}\ndata: {data}\n\n", end).ConfigureAwait(false);
            _sentAt = clock.GetTimestamp();
        }

        /// <summary>Shows that the stream lives, where nothing has been sent for a while.</summary>
        public async Task BeatAsync(CancellationToken end)
        {
            if (clock.GetElapsedTime(_sentAt) >= Heartbeat)
            {
                Begin();
                await response.WriteAsync(": still here\n\n", end).ConfigureAwait(false);
                _sentAt = clock.GetTimestamp();
            }
        }

        private void Begin()
        {
            if (!_hasBegun)
            {
                _hasBegun = true;
                response.ContentType = MediaType;
                response.HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
            }
        }
    }
}
