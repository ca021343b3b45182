using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Remote;

/// <summary>One watch of a sweep from the command line: shows progress, says how it ended, lets go at Ctrl-C.</summary>
/// <param name="client">The node that is asked.</param>
/// <param name="patience">Seconds of silence that are borne.</param>
/// <param name="asGiven">The options that reach the node, as the user gave them.</param>
/// <param name="json">Print JSON instead of words.</param>
/// <param name="streams">Where to.</param>
internal sealed class WatchSession(NodeClient client, double patience, string asGiven, bool json, Streams streams)
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Watches a sweep that was submitted some time; returns what <c>run</c> would have exited with.</summary>
    public Task<int> RunAsync(string name) => RunAsync(_ => Task.FromResult(name), everyChange: json);

    /// <summary>Submits a sweep and watches it; returns what <c>run</c> would have exited with.</summary>
    public Task<int> RunAsync(Func<CancellationToken, Task<(JobStatus Status, bool IsNew)>> submit) =>
        RunAsync(async cancellation => (await submit(cancellation).ConfigureAwait(false)).Status.Name, everyChange: false);

    private async Task<int> RunAsync(Func<CancellationToken, Task<string>> begin, bool everyChange)
    {
        using var display = new JobDisplay(streams, Clock);
        using var signals = new StopSignals(display.Note, "detaching");
        var watch = new JobWatch(client, new Patience(TimeSpan.FromSeconds(patience), Clock, display.Note));
        string? name = null;
        try
        {
            name = await watch.AskAsync(begin, signals.Token).ConfigureAwait(false);
            JobStatus end = await watch.ToEndAsync(name, everyChange ? status => streams.Out.WriteLine(JobText.Json(status)) : display.Show, signals.Token).ConfigureAwait(false);
            display.Dispose();
            WriteEnd(end, everyChange);
            return JobText.ExitCode(end);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            display.Note(name is null
                ? "detached before the node had accepted the sweep; the same command again is safe"
                : $"detached; the sweep goes on; look again with: lora-cluster watch {name}{asGiven}");
            return signals.SignalCode;
        }
    }

    private void WriteEnd(JobStatus end, bool isWritten)
    {
        if (json && !isWritten)
        {
            streams.Out.WriteLine(JobText.Json(end));
        }

        if (end.State != JobState.Completed)
        {
            streams.Error.WriteLine(JobText.Of(end));
        }
        else if (!json)
        {
            streams.Out.WriteLine(JobText.Of(end));
        }
    }
}
