using System.Diagnostics;
using LoraCluster.Chaos.Hosts;

namespace LoraCluster.Chaos.Nemeses;

/// <summary>Faults of the disk that all nodes share.</summary>
internal static class DiskNemeses
{
    private const string ForeignText = "not ours";

    public static IReadOnlyList<Nemesis> All { get; } =
    [
        Nemesis.Of("disk-full", 10, (c, _) => Full(c)),
        new("read-only", TimeSpan.FromSeconds(10), (c, _) => ReadOnlyAsync(c)) { Weight = 1 },
        new("read-only-takeover", TimeSpan.FromSeconds(25), (c, _) => ReadOnlyTakeoverAsync(c)) { Weight = 0 },
        Nemesis.Of("io-error", 45, (c, _) => IoError(c), weight: 0),
        Nemesis.Of("disk-hang", 100, (c, _) => Hang(c), weight: 0),
        new("flip", TimeSpan.FromSeconds(1), FlipAsync) { Weight = 1 },
        new("delete", TimeSpan.FromSeconds(1), DeleteAsync) { Weight = 1 },
        Nemesis.Of("foreign", 1, (c, _) => Foreign(c)),
    ];

    /// <summary>What <c>foreign</c> leaves, relative to the data directory.</summary>
    public static IReadOnlyList<string> ForeignFiles { get; } =
        [Path.Combine(Runs.Work.Name, "risks", "part-1.parquet.bak"), Path.Combine(Runs.Work.Name, "notes.txt"), Path.Combine("_jobs", "stray.json")];

    private static Strike Nothing => Strike.Once("nothing, since no part was committed yet", () => false);

    private static Strike Full(Fleet fleet)
    {
        string ballast = Path.Combine(fleet.Data, ".ballast");
        Shell.Try("dd", "if=/dev/zero", "of=" + ballast, "bs=64k");
        bool wasFull = false;
        return new Strike(
            "fill the disk",
            () =>
            {
                wasFull = new DriveInfo(fleet.Data).AvailableFreeSpace == 0;
                File.Delete(ballast);
                return Task.CompletedTask;
            },
            () => wasFull);
    }

    // A mount of the same directory over itself, in the mount namespace of each node: files that are open stay writable, as they do not on a device that fails, but no new one is made.
    private static async Task<Strike> ReadOnlyAsync(Fleet fleet)
    {
        var mounted = new List<int>();
        foreach (int pid in fleet.Nodes.Select(n => n.Pid).OfType<int>())
        {
            string[] inside = ["nsenter", "-t", pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "-m"];
            if (Shell.Try([.. inside, "mount", "--bind", fleet.Data, fleet.Data]).Code == 0
                && Shell.Try([.. inside, "mount", "-o", "remount,bind,ro", fleet.Data]).Code == 0)
            {
                mounted.Add(pid);
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
        bool refused = mounted.Count > 0 && mounted.Any(pid => Shell.Try(
            "nsenter", "-t", pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "-m", "touch", Path.Combine(fleet.Data, ".probe")).Code != 0);
        return new Strike(
            "make the disk read-only",
            () =>
            {
                foreach (int pid in mounted)
                {
                    Shell.Try("nsenter", "-t", pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "-m", "umount", fleet.Data);
                }

                return Task.CompletedTask;
            },
            () => refused);
    }

    // A successor has to open the dataset where nothing can be written.
    private static async Task<Strike> ReadOnlyTakeoverAsync(Fleet fleet)
    {
        var readOnly = await ReadOnlyAsync(fleet).ConfigureAwait(false);
        var kill = ProcessNemeses.Kill(fleet, [fleet.Coordinator]);
        return kill with
        {
            What = $"{readOnly.What} and {kill.What}",
            HealAsync = async () =>
            {
                await kill.HealAsync().ConfigureAwait(false);
                await readOnly.HealAsync().ConfigureAwait(false);
            },
            HasBitten = () => readOnly.HasBitten() && kill.HasBitten(),
        };
    }

    // A device that fails under one of the two nodes that store: every flush of the process is refused. Long enough for parts, which are worked on side by side, to come to be stored.
    private static Strike IoError(Fleet fleet)
    {
        var at = fleet.Journal.Now;
        return WithFlushes(fleet, "error=EIO", "the device fails", host => fleet.Journal.Endings.Any(e => e.Host == host && e.At >= at && e.Code == Cli.ExitCodes.Io));
    }

    // A device that does not answer. Long enough for the node to see it, and for its parts to be stored by the other.
    private static Strike Hang(Fleet fleet)
    {
        var at = fleet.Journal.Now;
        return WithFlushes(fleet, "delay_enter=200000000", "the disk hangs", _ => Evidence.Count(fleet.Journal.Lines, Evidence.DiskHangs, at) > 0);
    }

    private static Strike WithFlushes(Fleet fleet, string injected, string what, Func<int, bool> hasBitten)
    {
        const int Host = 2;
        int pid = fleet.Node(Host).Pid ?? throw new ChaosException("no node to break the device of");
        var strace = Process.Start(
            new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:{injected}", "-p", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)])
            {
                RedirectStandardError = true,
            })!;
        return new Strike(
            $"{what} under {Host}",
            () =>
            {
                if (!strace.HasExited)
                {
                    // Let go, not killed: a tracer that is killed leaves its threads stopped.
                    Shell.Signal(strace.Id, "INT");
                    strace.WaitForExit();
                }

                strace.Dispose();
                return Task.CompletedTask;
            },
            () => hasBitten(Host));
    }

    // Parts are read by a coordinator that takes over and at the end; the present one is killed right after, so that both happen.
    private static async Task<Strike> FlipAsync(Fleet fleet, Random random)
    {
        var at = fleet.Journal.Now;
        if (await CommittedPartAsync(fleet, random).ConfigureAwait(false) is not { } part)
        {
            return Nothing;
        }

        try
        {
            FlipBit(part, random);
        }
        catch (FileNotFoundException)
        {
            // An earlier flip was found just now: the part is in the quarantine, its record not yet renewed.
            return Strike.Once($"no bit flipped: {Path.GetFileName(part)} has been moved away", () => false);
        }

        return ProcessNemeses.Kill(fleet, [fleet.Coordinator]) with
        {
            What = $"flip a bit of {Path.GetFileName(part)} and kill the coordinator",
            HasBitten = () => Evidence.Count(fleet.Journal.Lines, Evidence.Quarantined, at) > 0,
        };
    }

    // In place, as a disk does it; a file written anew would need room that another fault may have taken.
    private static void FlipBit(string path, Random random)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] one = new byte[1];
        long at = random.NextInt64(RandomAccess.GetLength(file));
        RandomAccess.Read(file, one, at);
        one[0] ^= (byte)(1 << random.Next(8));
        RandomAccess.Write(file, one, at);
    }

    private static async Task<Strike> DeleteAsync(Fleet fleet, Random random)
    {
        var at = fleet.Journal.Now;
        if (await CommittedPartAsync(fleet, random).ConfigureAwait(false) is not { } part)
        {
            return Nothing;
        }

        File.Delete(part);
        return Strike.Once($"delete {Path.GetFileName(part)}", () =>
            Evidence.Count(fleet.Journal.Lines, Evidence.LooksAgain, at) > 0 || Evidence.Count(fleet.Journal.Lines, Evidence.BecomesCoordinator, at) > 0);
    }

    private static Strike Foreign(Fleet fleet)
    {
        string[] files = [.. ForeignFiles.Select(file => Path.Combine(fleet.Data, file))];
        try
        {
            foreach (string file in files)
            {
                File.WriteAllText(file, ForeignText);
            }
        }
        catch (IOException trouble)
        {
            // Another fault has filled the disk.
            return Strike.Once($"no foreign files: {trouble.Message}", () => false);
        }

        return Strike.Once("leave foreign files", () => files.All(f => File.Exists(f) && File.ReadAllText(f) == ForeignText));
    }

    private static async Task<string?> CommittedPartAsync(Fleet fleet, Random random)
    {
        for (int attempt = 0; attempt < 40; attempt++)
        {
            string records = Path.Combine(fleet.Dataset, "_commits");
            string[] committed = Directory.Exists(records) ? [.. Directory.GetFiles(records, "part-*.json").Order(StringComparer.Ordinal)] : [];
            if (committed.Length > 0)
            {
                return Path.Combine(fleet.Dataset, "risks", Path.GetFileNameWithoutExtension(committed[random.Next(committed.Length)]) + ".parquet");
            }

            await Task.Delay(500).ConfigureAwait(false);
        }

        return null;
    }
}
