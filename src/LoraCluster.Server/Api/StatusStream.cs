using System.Text.Json;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;

namespace LoraCluster.Server.Api;

/// <summary>
/// Sends where a sweep stands whenever that changes, until it has ended or the node leaves. While no coordinator answers the stream goes on with heartbeats: whoever watches
/// does not care who coordinates.
/// </summary>
internal sealed class StatusStream(IJobService jobs, EventStream streams, NodeWebOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public Task<IResult> SendAsync(string name, HttpContext context) => streams.RunAsync(context, async (writer, end) =>
    {
        if (await jobs.FindAsync(name, end).ConfigureAwait(false) is not { } first)
        {
            return Problems.NoSuchSweep();
        }

        JobStatus? sent = null;
        for (JobStatus? current = first; current is not null; current = await NextAsync(current, end).ConfigureAwait(false))
        {
            if (current != sent)
            {
                await writer.SendAsync("status", JsonSerializer.Serialize(current, ApiJson.Default.JobStatus), end).ConfigureAwait(false);
                sent = current;
            }
            else
            {
                await writer.BeatAsync(end).ConfigureAwait(false);
            }

            if (current.HasEnded)
            {
                break;
            }
        }

        return null;
    });

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
