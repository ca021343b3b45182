using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Nemeses;

/// <summary>Faults of the network. Each bites where its rules met packets; those that last longer than the failure detector bears must also be noticed.</summary>
internal static class NetworkNemeses
{
    public static IReadOnlyList<Nemesis> All { get; } =
    [
        Nemesis.Of("isolate", 20, (c, r) => Isolate(c, r.Next(Fleet.Hosts) + 1)),
        Nemesis.Of("isolate-coordinator", 20, (c, _) => Isolate(c, c.Coordinator)),
        Nemesis.Of("split", 20, Split),
        Nemesis.Of("one-way", 15, OneWay),
        Nemesis.Of("ring", 20, (c, _) => Ring(c), weight: 0),
        new("delay", TimeSpan.FromSeconds(20), DelayAsync) { Weight = 0 },
        Nemesis.Of("loss", 15, (c, r) => Everywhere(c, "lose packets at", [$"numgen random mod 100 < {r.Next(5, 31)} counter drop"])),
        Nemesis.Of("resets", 5, (c, _) => Everywhere(c, "reset connections at", ["meta l4proto tcp counter reject with tcp reset"])),
    ];

    private static Strike Isolate(Fleet fleet, int host) =>
        Cut(fleet, $"isolate {host}", [new Filter(fleet.Network, host, ["counter drop"], ["counter drop"])], mustBeNoticed: true);

    private static Strike Split(Fleet fleet, Random random)
    {
        int friend = random.Next(2, Fleet.Hosts + 1);
        var others = Enumerable.Range(2, Fleet.Hosts - 1).Where(h => h != friend).ToList();
        string them = string.Join(", ", others.Select(Network.AddressOf));
        int[] us = [1, friend];
        return Cut(
            fleet,
            $"split {string.Join(", ", us)} | {string.Join(", ", others)}",
            [.. us.Select(h => new Filter(fleet.Network, h, [$"ip saddr {{ {them} }} counter drop"], [$"ip daddr {{ {them} }} counter drop"]))],
            mustBeNoticed: true);
    }

    private static Strike OneWay(Fleet fleet, Random random)
    {
        int deaf = random.Next(Fleet.Hosts) + 1;
        int unheard = (deaf + random.Next(Fleet.Hosts - 1)) % Fleet.Hosts + 1;
        return Cut(
            fleet, $"{deaf} does not hear {unheard}", [new Filter(fleet.Network, deaf, [$"ip saddr {Network.AddressOf(unheard)} counter drop"], [])], mustBeNoticed: true);
    }

    // Every host sees three of the four, a majority, and no two see the same ones.
    private static Strike Ring(Fleet fleet) => Cut(
        fleet,
        "a ring of majorities: 1 and 3, 2 and 4 do not hear each other",
        [.. new[] { (Host: 1, Opposite: 3), (Host: 2, Opposite: 4) }.Select(pair => new Filter(
            fleet.Network, pair.Host, [$"ip saddr {Network.AddressOf(pair.Opposite)} counter drop"], [$"ip daddr {Network.AddressOf(pair.Opposite)} counter drop"]))],
        mustBeNoticed: true);

    private static async Task<Strike> DelayAsync(Fleet fleet, Random random)
    {
        int milliseconds = random.Next(50, 301);
        var detours = Enumerable.Range(1, Fleet.Hosts).Select(host => new Detour(fleet.Network, host, Fleet.Port, TimeSpan.FromMilliseconds(milliseconds))).ToList();
        foreach (var detour in detours)
        {
            await detour.UntilOpenAsync().ConfigureAwait(false);
        }

        // Connections that are there already keep their way: they are made anew.
        var resets = Enumerable.Range(1, Fleet.Hosts).Select(host => new Filter(fleet.Network, host, ["meta l4proto tcp counter reject with tcp reset"], [])).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        resets.ForEach(reset => reset.Remove());
        long carried = 0;
        return new Strike(
            FormattableString.Invariant($"delay everything by {milliseconds} ms"),
            () =>
            {
                carried = detours.Sum(detour => detour.Close());
                return Task.CompletedTask;
            },
            () => carried > 0);
    }

    private static Strike Everywhere(Fleet fleet, string what, string[] input) =>
        Cut(fleet, $"{what} all: {input[0]}", [.. Enumerable.Range(1, Fleet.Hosts).Select(h => new Filter(fleet.Network, h, input, []))], mustBeNoticed: false);

    private static Strike Cut(Fleet fleet, string what, IReadOnlyList<Filter> filters, bool mustBeNoticed)
    {
        var at = fleet.Journal.Now;
        long met = 0;
        return new Strike(
            what,
            () =>
            {
                met = filters.Sum(f => f.Remove());
                return Task.CompletedTask;
            },
            () => met > 0 && (!mustBeNoticed || Evidence.Count(fleet.Journal.Lines, Evidence.Unreachable, at) > 0));
    }
}
