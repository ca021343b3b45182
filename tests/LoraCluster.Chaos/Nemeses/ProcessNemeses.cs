using System.Diagnostics;
using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Nemeses;

/// <summary>Faults of processes: killed, stopped, asked to leave, starved.</summary>
internal static class ProcessNemeses
{
    private const int Killed = 137;
    private const int HogsPerHost = 2;

    public static IReadOnlyList<Nemesis> All { get; } =
    [
        Nemesis.Of("kill-worker", 1, (c, _) => Kill(c, [Fleet.Hosts]), weight: 2),
        Nemesis.Of("kill-coordinator", 1, (c, _) => Kill(c, [c.Coordinator]), weight: 2),
        Nemesis.Of("kill-any", 1, (c, r) => Kill(c, [r.Next(Fleet.Hosts) + 1]), weight: 2),
        Nemesis.Of("kill-all", 1, (c, _) => Kill(c, [.. Enumerable.Range(1, Fleet.Hosts)])),
        Nemesis.Of("pause", 3, (c, r) => Pause(c, r.Next(Fleet.Hosts) + 1)),
        Nemesis.Of("pause-coordinator", 25, PauseCoordinator),
        Nemesis.Of("terminate", 1, (c, r) => Terminate(c, r.Next(Fleet.Hosts) + 1)),
        Nemesis.Of("hog", 10, (c, r) => Hog(c, r.Next(Fleet.Hosts) + 1)),
    ];

    /// <summary>Kills the nodes of these hosts at once.</summary>
    public static Strike Kill(Fleet fleet, int[] hosts)
    {
        var at = fleet.Journal.Now;
        int coordinator = fleet.Coordinator;
        foreach (int host in hosts)
        {
            fleet.Node(host).Signal("KILL");
        }

        return Strike.Once(
            $"kill {string.Join(", ", hosts)}",
            () => hosts.All(h => fleet.Journal.Endings.Any(e => e.Host == h && e.At >= at && e.Code == Killed))) with
        {
            CoordinatorLostAt = hosts.Contains(coordinator) ? at : null,
        };
    }

    private static Strike Pause(Fleet fleet, int host)
    {
        var node = fleet.Node(host);
        bool wasStopped = false;
        node.Signal("STOP");
        return new Strike(
            $"pause {host}",
            () =>
            {
                wasStopped = IsStopped(node);
                node.Signal("CONT");
                return Task.CompletedTask;
            },
            () => wasStopped);
    }

    // Longer than it takes the others to go on without it: when it wakes there are two coordinators, until the old one hears that it was downed.
    private static Strike PauseCoordinator(Fleet fleet, Random random)
    {
        var at = fleet.Journal.Now;
        int host = fleet.Coordinator;
        return Pause(fleet, host) with
        {
            What = $"pause the coordinator, {host}",
            CoordinatorLostAt = at,
            HasBitten = () => Evidence.HadTwoCoordinators(fleet.Journal.Lines, fleet.Journal.Endings, at)
                && fleet.Journal.Endings.Any(e => e.Host == host && e.At >= at && e.Code == Cli.ExitCodes.Downed),
        };
    }

    private static Strike Terminate(Fleet fleet, int host)
    {
        var at = fleet.Journal.Now;
        fleet.Node(host).Signal("TERM");
        return Strike.Once($"terminate {host}", () => fleet.Journal.Endings.Any(e => e.Host == host && e.At >= at && e.Code == 0));
    }

    private static Strike Hog(Fleet fleet, int host)
    {
        var hogs = Enumerable.Range(0, HogsPerHost).Select(_ =>
        {
            string[] words = fleet.Network.On(host, "sh", "-c", "while :; do :; done");
            return Process.Start(words[0], words[1..]);
        }).ToList();
        var eaten = TimeSpan.Zero;
        return new Strike(
            $"hog the processor beside {host}",
            () =>
            {
                foreach (var hog in hogs)
                {
                    eaten += hog.TotalProcessorTime;
                    hog.Kill();
                    hog.WaitForExit();
                    hog.Dispose();
                }

                return Task.CompletedTask;
            },
            () => eaten > TimeSpan.FromSeconds(1));
    }

    private static bool IsStopped(NodeProcess node)
    {
        try
        {
            return node.Pid is { } pid && File.ReadAllText(FormattableString.Invariant($"/proc/{pid}/stat")).Contains(") T ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
