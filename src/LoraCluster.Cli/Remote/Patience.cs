namespace LoraCluster.Cli.Remote;

/// <summary>Bears a node's silence for a while: nodes restart, coordinators change.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider clock, Action<string> note)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _heard = clock.GetTimestamp();
    private bool _isSilent;

    /// <summary>The node gave a sign of life.</summary>
    public void Heard()
    {
        _heard = clock.GetTimestamp();
        if (_isSilent)
        {
            _isSilent = false;
            note("the node answers again");
        }
    }

    /// <summary>Waits a moment before the next attempt, or throws the trouble once patience is at its end.</summary>
    public async Task BearAsync(CommandException trouble, CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(_heard) >= limit)
        {
            throw trouble;
        }

        if (!_isSilent)
        {
            _isSilent = true;
            note($"{trouble.Message}; trying again for {limit.TotalSeconds:0.#} s");
        }

        await PauseAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets a moment pass, so that no attempt follows the last one at once.</summary>
    public Task PauseAsync(CancellationToken cancellation) => Task.Delay(Pause, clock, cancellation);
}
