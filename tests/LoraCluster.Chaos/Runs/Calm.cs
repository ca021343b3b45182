using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Runs;

/// <summary>A cluster that computes at full load and is not disturbed: nobody may be thought dead.</summary>
internal static class Calm
{
    /// <summary>Submits sweep after sweep for a while; how often a node was held to be unreachable. Throws <see cref="ChaosException"/>.</summary>
    public static async Task<int> UnreachableAsync(TimeSpan length, int trials)
    {
        await using var fleet = await Fleet.StartAsync(hasTls: false, TimeSpan.FromSeconds(180)).ConfigureAwait(false);
        var start = fleet.Journal.Now;
        for (int number = 0; fleet.Journal.Now - start < length; number++)
        {
            string sweep = Path.Combine(fleet.Root, "calm.yaml");
            string name = FormattableString.Invariant($"calm-{number}");
            await File.WriteAllTextAsync(sweep, Work.TextOf(trials).Replace("name: " + Work.Name, "name: " + name, StringComparison.Ordinal)).ConfigureAwait(false);
            using var client = fleet.Submit(1, sweep, 60);
            await Task.WhenAll(client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync(), client.WaitForExitAsync()).ConfigureAwait(false);
            if (client.ExitCode != 0)
            {
                throw new ChaosException($"{name} ended with {client.ExitCode}");
            }

            Directory.Delete(Path.Combine(fleet.Data, name), recursive: true);
        }

        return Evidence.Count(fleet.Journal.Lines, Evidence.Unreachable);
    }
}
