using System.Text.Json;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;

namespace LoraCluster.Server.Live;

/// <summary>Sends all sweeps and nodes whenever any of it changes. While no coordinator answers it sends the last that was known, and why.</summary>
internal sealed class StateStream(IJobService jobs, EventStream streams, NodeWebOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public Task<IResult> SendAsync(HttpContext context) => streams.RunAsync(context, async (writer, end) =>
    {
        var state = new ClusterState([], [], string.Empty);
        string sent = string.Empty;
        while (true)
        {
            state = await NextAsync(state, end).ConfigureAwait(false);
            string data = JsonSerializer.Serialize(state, ApiJson.Default.ClusterState);
            if (data != sent)
            {
                await writer.SendAsync("state", data, end).ConfigureAwait(false);
                sent = data;
            }
            else
            {
                await writer.BeatAsync(end).ConfigureAwait(false);
            }

            await Task.Delay(Interval, options.Clock, end).ConfigureAwait(false);
        }
    });

    private async Task<ClusterState> NextAsync(ClusterState before, CancellationToken end)
    {
        try
        {
            var sweeps = await jobs.ListAsync(end).ConfigureAwait(false);
            return new ClusterState(sweeps, await jobs.NodesAsync(end).ConfigureAwait(false), string.Empty);
        }
        catch (JobServiceUnavailableException e)
        {
            return before with { Problem = e.Message };
        }
    }
}
