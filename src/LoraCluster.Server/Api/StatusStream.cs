using System.Text.Json;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace LoraCluster.Server.Api;

/// <summary>
/// Sends where a sweep stands whenever that changes, as server-sent events, until it has ended or the node leaves. While no coordinator answers the stream goes on with
/// heartbeats: whoever watches does not care who coordinates.
/// </summary>
internal sealed class StatusStream(IJobService jobs, NodeWebOptions options, IHostApplicationLifetime node) : IDisposable
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _seats = new(options.Allowance.Watchers);

    public void Dispose() => _seats.Dispose();

    public async Task<IResult> SendAsync(string name, HttpContext context)
    {
        if (!_seats.Wait(0, CancellationToken.None))
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "too_many_watchers", "this node has as many watchers as it serves; ask again or ask another");
        }

        try
        {
            if (await jobs.FindAsync(name, context.RequestAborted).ConfigureAwait(false) is not { } first)
            {
                return Problems.NoSuchSweep();
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, node.ApplicationStopping);
            await SendAsync(first, context.Response, end.Token).ConfigureAwait(false);
        }
        finally
        {
            _seats.Release();
        }

        return Results.Empty;
    }

    private async Task SendAsync(JobStatus first, HttpResponse response, CancellationToken end)
    {
        response.ContentType = MediaType;
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        JobStatus? sent = null;
        JobStatus? current = first;
        long sentAt = 0;
        try
        {
            for (; current is not null; current = await NextAsync(current, end).ConfigureAwait(false))
            {
                if (current != sent)
                {
                    await response.WriteAsync($"event: status\ndata: {JsonSerializer.Serialize(current, ApiJson.Default.JobStatus)}\n\n", end).ConfigureAwait(false);
                    (sent, sentAt) = (current, options.Clock.GetTimestamp());
                }
                else if (options.Clock.GetElapsedTime(sentAt) >= Heartbeat)
                {
                    await response.WriteAsync(": still here\n\n", end).ConfigureAwait(false);
                    sentAt = options.Clock.GetTimestamp();
                }

                if (current.HasEnded)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The watcher has gone, or the node leaves: the stream ends, and a watcher asks another node.
        }
    }

    // The same as before while nobody knows better; null once the sweep is no more.
    private async Task<JobStatus?> NextAsync(JobStatus current, CancellationToken end)
    {
        await Task.Delay(Interval, options.Clock, end).ConfigureAwait(false);
        try
        {
            return await jobs.FindAsync(current.Name, end).ConfigureAwait(false);
        }
        catch (JobServiceUnavailableException)
        {
            return current;
        }
    }
}
