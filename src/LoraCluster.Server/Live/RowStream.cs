using System.Text.Json;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Http;

namespace LoraCluster.Server.Live;

/// <summary>Sends the cells of a sweep as their parts come to disk: <c>outline</c>, then <c>cells</c> again and again, and <c>end</c> once the sweep has ended and all is sent.</summary>
internal sealed class RowStream(IJobService jobs, ISweepData data, EventStream streams, NodeWebOptions options)
{
    // An event that a browser takes apart within a frame.
    private const int CellsPerEvent = 250;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public Task<IResult> SendAsync(string name, HttpContext context) => streams.RunAsync(context, async (writer, end) =>
    {
        if (data.Open(name) is not { } rows)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "no_rows", "this node has no dataset of that name: its sweep has not begun, or the data directory is another node's");
        }

        await writer.SendAsync("outline", JsonSerializer.Serialize(rows.Outline, ApiJson.Default.SweepOutline), end).ConfigureAwait(false);
        while (true)
        {
            // Asked before looking: what is committed by then is found by the look that follows.
            bool hasEnded = await HasEndedAsync(name, end).ConfigureAwait(false);
            if (!await SendNewAsync(rows, writer, end).ConfigureAwait(false))
            {
                return null;
            }

            if (hasEnded)
            {
                await writer.SendAsync("end", "{}", end).ConfigureAwait(false);
                return null;
            }

            await writer.BeatAsync(end).ConfigureAwait(false);
            await Task.Delay(Interval, options.Clock, end).ConfigureAwait(false);
        }
    });

    // False where the rows cannot be read: the watcher is told, and asks again.
    private static async Task<bool> SendNewAsync(ISweepRows rows, EventStream.Writer writer, CancellationToken end)
    {
        try
        {
            while (rows.Next() is { } cells)
            {
                foreach (LiveCell[] some in cells.Chunk(CellsPerEvent))
                {
                    await writer.SendAsync("cells", JsonSerializer.Serialize(some, ApiJson.Default.LiveCellArray), end).ConfigureAwait(false);
                }
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await writer.SendAsync("trouble", JsonSerializer.Serialize("a part of the dataset cannot be read now", ApiJson.Default.String), end).ConfigureAwait(false);
            return false;
        }
    }

    private async Task<bool> HasEndedAsync(string name, CancellationToken end)
    {
        try
        {
            return await jobs.FindAsync(name, end).ConfigureAwait(false) is not { HasEnded: false };
        }
        catch (JobServiceUnavailableException)
        {
            return false;
        }
    }
}
