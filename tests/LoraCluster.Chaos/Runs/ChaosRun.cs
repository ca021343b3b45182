using LoraCluster.Chaos.Hosts;
using LoraCluster.Chaos.Nemeses;

namespace LoraCluster.Chaos.Runs;

/// <summary>One sweep on one cluster under one schedule of faults.</summary>
internal sealed class ChaosRun(Schedule schedule, TimeSpan patience)
{
    private const long LogBytesMax = 20_000_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly List<(PlannedStrike Plan, Strike Strike)> _struck = [];
    private readonly List<string> _deviations = [];
    private TimeSpan _healedAt;

    /// <summary>
    /// Runs it. <paramref name="note"/> hears what happens meanwhile. The sweep must be done <c>patience</c> after the last fault is healed. Throws
    /// <see cref="ChaosException"/> where the harness fails.
    /// </summary>
    public async Task<Verdict> RunAsync(Action<string> note)
    {
        var work = Work.Prepare(schedule.Trials);
        await using var fleet = await Fleet.StartAsync(schedule.HasTls, TimeSpan.FromSeconds(180)).ConfigureAwait(false);
        var submittedAt = fleet.Journal.Now;
        using var client = fleet.Submit(Fleet.Hosts, work.SweepPath, (int)patience.TotalSeconds);
        var words = Task.WhenAll(client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        var ended = client.WaitForExitAsync();
        if (await UntilBegunAsync(fleet, ended).ConfigureAwait(false))
        {
            await StrikeAsync(fleet, ended, note).ConfigureAwait(false);
        }

        _healedAt = fleet.Journal.Now;
        await Task.WhenAny(ended, Task.Delay(patience)).ConfigureAwait(false);
        var endedAt = fleet.Journal.Now;
        bool isInTime = ended.IsCompleted;
        var status = await fleet.AskAsync("/api/v1/sweeps/" + Work.Name).ConfigureAwait(false);
        if (!isInTime)
        {
            client.Kill();
            await ended.ConfigureAwait(false);
            _deviations.Add($"not done {patience.TotalSeconds:0} s after healing: {status}");
        }
        else if (client.ExitCode != 0)
        {
            _deviations.Add($"submit ended with {client.ExitCode}: {string.Concat(await words.ConfigureAwait(false)).Trim()}");
        }

        if (status?.GetProperty("state").GetString() is var state && state != "completed")
        {
            _deviations.Add($"the sweep's state is {state ?? "not to be had"}");
        }

        await fleet.StopAsync().ConfigureAwait(false);
        if (isInTime)
        {
            CheckDataset(fleet, work);
        }

        CheckLogs(fleet);
        return VerdictOf(fleet, (endedAt - submittedAt).TotalSeconds, endedAt);
    }

    private static async Task<bool> UntilBegunAsync(Fleet fleet, Task ended)
    {
        while (!ended.IsCompleted)
        {
            if (File.Exists(Path.Combine(fleet.Dataset, "_sweep.json")))
            {
                return true;
            }

            await Task.Delay(Poll).ConfigureAwait(false);
        }

        return false;
    }

    private async Task StrikeAsync(Fleet fleet, Task ended, Action<string> note)
    {
        var zero = fleet.Journal.Now;
        var waiting = new Queue<PlannedStrike>(schedule.Strikes);
        var active = new List<(PlannedStrike Plan, Strike Strike)>();
        while (waiting.Count > 0 || active.Count > 0)
        {
            var now = fleet.Journal.Now - zero;
            foreach (var fault in active.Where(f => now >= f.Plan.Until || ended.IsCompleted).ToList())
            {
                await fault.Strike.HealAsync().ConfigureAwait(false);
                active.Remove(fault);
                note(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{now.TotalSeconds,6:0.0} s  over: {fault.Strike.What}"));
            }

            if (ended.IsCompleted)
            {
                waiting.Clear();
            }
            else if (waiting.TryPeek(out var next) && now >= next.At)
            {
                waiting.Dequeue();
                // Whatever struck late lasts as long as it was meant to.
                var fault = (next with { At = now }, await next.Nemesis.StrikeAsync(fleet, new Random(next.Seed)).ConfigureAwait(false));
                active.Add(fault);
                _struck.Add(fault);
                note(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{now.TotalSeconds,6:0.0} s  {fault.Item2.What}"));
            }

            await Task.Delay(Poll).ConfigureAwait(false);
        }
    }

    private void CheckDataset(Fleet fleet, Work work)
    {
        string manifest = Path.Combine(fleet.Dataset, "_manifest.json");
        if (!File.Exists(manifest) || !File.ReadAllBytes(manifest).AsSpan().SequenceEqual(work.Manifest))
        {
            _deviations.Add("the manifest is not that of the undisturbed run");
        }

        var (code, output) = Shell.Try("dotnet", CliProgram.Path, "verify", fleet.Dataset);
        if (code != 0)
        {
            _deviations.Add($"verify ended with {code}: {output.Trim()}");
        }

        foreach (string file in Leftovers.In(fleet.Data, fleet.Dataset, work.Files))
        {
            _deviations.Add($"{file} was left behind");
        }
    }

    private void CheckLogs(Fleet fleet)
    {
        foreach (var log in new DirectoryInfo(fleet.Root).GetFiles("*.log").Where(l => l.Length > LogBytesMax))
        {
            _deviations.Add($"{log.Name} has {log.Length} bytes");
        }
    }

    private Verdict VerdictOf(Fleet fleet, double seconds, TimeSpan endedAt) => new()
    {
        Name = schedule.Name,
        MustAllBite = schedule.MustAllBite,
        Faults = [.. _struck.Select(f => f.Strike.What)],
        Bit = [.. _struck.Where(f => f.Strike.HasBitten()).Select(f => f.Strike.What)],
        Deviations = _deviations,
        Endings = [.. fleet.Journal.Endings.Where(e => e.At <= endedAt).Select(e => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.At.TotalSeconds:0.0} s: node {e.Host} with {e.Code}"))],
        FailoverSeconds = [.. _struck.Select(f => f.Strike.CoordinatorLostAt).OfType<TimeSpan>().Select(at => Evidence.Failover(fleet.Journal.Lines, at)).OfType<TimeSpan>().Select(t => t.TotalSeconds)],
        Seconds = seconds,
        SecondsAfterHealing = Math.Max((endedAt - _healedAt).TotalSeconds, 0),
        TrialsPerSecond = (double)Work.Cells * schedule.Trials / seconds,
        Logs = fleet.Root,
    };
}
