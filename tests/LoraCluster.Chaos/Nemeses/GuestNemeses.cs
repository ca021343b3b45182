using System.Text;
using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Nemeses;

/// <summary>Nodes that come to the spare host: late, of another version, with a wrong clock, with little memory. Scripted only, since there is one spare host.</summary>
internal static class GuestNemeses
{
    private const int VersionMismatch = 76;
    private const int AttemptsMax = 240;

    // Hexadecimal, bytes.
    private const string HeapLimit = "1000000";

    public static IReadOnlyList<Nemesis> All { get; } =
    [
        Nemesis.Of("late-node", 15, (c, _) => Late(c), weight: 0),
        Nemesis.Of("other-version", 15, (c, _) => OtherVersion(c), weight: 0),
        Nemesis.Of("clock-jump", 20, (c, _) => ClockJump(c), weight: 0),
        Nemesis.Of("memory-limit", 20, (c, _) => MemoryLimit(c), weight: 0),
    ];

    /// <summary>The library that shows a process another time; null where it is not installed.</summary>
    public static string? ClockLibrary =>
        Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => d + "/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists) : null;

    private static Strike Late(Fleet fleet)
    {
        var at = fleet.Journal.Now;
        fleet.StartSpare("worker,aggregator");
        return new Strike("a node joins late and leaves", () => LeaveOnceAsync(fleet, () => IsTakenIn(fleet, at)), () =>
            IsTakenIn(fleet, at) && fleet.Journal.Endings.Any(e => e.Host == Fleet.SpareHost && e.Code == 0));
    }

    // The same program, saying another release of itself: what counts is what it says.
    private static Strike OtherVersion(Fleet fleet)
    {
        string copy = Path.Combine(fleet.Root, "other");
        Shell.Run("cp", "-r", Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), copy);
        string program = Path.Combine(copy, "lora-cluster.dll");
        byte[] bytes = File.ReadAllBytes(program);
        byte[] release = Encoding.ASCII.GetBytes("\u0005" + Cli.Release.Version);
        int place = bytes.AsSpan().IndexOf(release);
        bytes[place + release.Length - 1] ^= 1;
        File.WriteAllBytes(program, bytes);
        fleet.StartSpare("worker", program);
        bool IsRefused() => fleet.Journal.Endings.Any(e => e.Host == Fleet.SpareHost && e.Code == VersionMismatch);
        return new Strike("a node of another version joins", () => LeaveOnceAsync(fleet, IsRefused), IsRefused);
    }

    private static Strike ClockJump(Fleet fleet)
    {
        string library = ClockLibrary ?? throw new ChaosException("needs libfaketime");
        string time = Path.Combine(fleet.Root, "time");
        File.WriteAllText(time, "+0");
        var at = fleet.Journal.Now;
        int jumped = 0;
        string[] offsets = ["+300", "-300", "+0", "-300", "+300"];
        fleet.StartSpare("worker,aggregator", null, ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", time), ("FAKETIME_NO_CACHE", "1"), ("DONT_FAKE_MONOTONIC", "1"));
        var jumps = Task.Run(async () =>
        {
            await UntilAsync(() => IsTakenIn(fleet, at)).ConfigureAwait(false);
            foreach (string offset in offsets)
            {
                await Task.Delay(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
                await File.WriteAllTextAsync(time + ".next", offset).ConfigureAwait(false);
                File.Move(time + ".next", time, overwrite: true);
                jumped += fleet.Node(Fleet.SpareHost).Pid is null ? 0 : 1;
            }
        });
        return new Strike(
            "a node's clock jumps by 300 s",
            async () =>
            {
                await jumps.ConfigureAwait(false);
                await fleet.StopSpareAsync().ConfigureAwait(false);
            },
            () => IsTakenIn(fleet, at) && jumped == offsets.Length);
    }

    // Room to be taken in and to begin to work, not for what work needs: the runtime ends the process with what the kernel does to one that leaves its memory limit.
    private static Strike MemoryLimit(Fleet fleet)
    {
        var at = fleet.Journal.Now;
        fleet.StartSpare("worker", null, ("DOTNET_GCHeapHardLimit", HeapLimit));
        bool HasStarved() => IsTakenIn(fleet, at) && fleet.Journal.Endings.Any(e => e.Host == Fleet.SpareHost && e.At >= at && e.Code != 0);
        return new Strike("a node with little memory joins", () => LeaveOnceAsync(fleet, HasStarved), HasStarved);
    }

    private static bool IsTakenIn(Fleet fleet, TimeSpan after) => Evidence.Count(fleet.Journal.Lines.Where(l => l.Host == Fleet.SpareHost), Evidence.TakenIn, after) > 0;

    // A guest that is asked to leave before it has started proves nothing.
    private static async Task LeaveOnceAsync(Fleet fleet, Func<bool> hasHappened)
    {
        await UntilAsync(hasHappened).ConfigureAwait(false);
        await fleet.StopSpareAsync().ConfigureAwait(false);
    }

    private static async Task UntilAsync(Func<bool> hasHappened)
    {
        for (int attempt = 0; attempt < AttemptsMax && !hasHappened(); attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250)).ConfigureAwait(false);
        }
    }
}
