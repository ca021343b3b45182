using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Remote;

/// <summary>Follows a sweep to its end, through restarts of the node that is asked.</summary>
internal sealed class JobWatch(NodeClient node, Patience patience)
{
    /// <summary>Asks until there is an answer, or patience is at its end.</summary>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                T answer = await ask(cancellation).ConfigureAwait(false);
                patience.Heard();
                return answer;
            }
            catch (CommandException trouble) when (trouble.ExitCode == ExitCodes.Unavailable)
            {
                await patience.BearAsync(trouble, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The sweep once it has ended; <paramref name="show"/> sees every change on the way, the last one too.</summary>
    public async Task<JobStatus> ToEndAsync(string name, Action<JobStatus> show, CancellationToken cancellation)
    {
        while (true)
        {
            if (await AskAsync(token => FollowAsync(name, show, token), cancellation).ConfigureAwait(false) is { HasEnded: true } end)
            {
                return end;
            }

            await patience.PauseAsync(cancellation).ConfigureAwait(false);
        }
    }

    // The last status that a stream has sent: a node that leaves ends its streams early.
    private async Task<JobStatus?> FollowAsync(string name, Action<JobStatus> show, CancellationToken cancellation)
    {
        JobStatus? last = null;
        await foreach (JobStatus? status in node.WatchAsync(name, cancellation).ConfigureAwait(false))
        {
            patience.Heard();
            if (status is not null)
            {
                last = status;
                show(status);
            }
        }

        return last;
    }
}
