using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LoraCluster.Cli.Tests;

/// <summary>What a test asks of the machine beyond .NET.</summary>
public enum Need
{
    /// <summary>Mounting a small file system in memory: root.</summary>
    SmallDisk,

    /// <summary>Being someone whom file permissions hold back: not root, or root with setpriv (util-linux).</summary>
    Permissions,

    /// <summary>System calls that fail when told to: strace.</summary>
    FailingSystemCalls,

    /// <summary>A disk that loses its power: root, ext4 on a loop device, and strace to know what was promised before.</summary>
    PowerCuts,

    /// <summary>A false wall clock: libfaketime.</summary>
    FalseClock,

    /// <summary>The address ::1.</summary>
    IPv6,

    /// <summary>A terminal to run in: script (bsdutils).</summary>
    Terminal,

    /// <summary>The composer of containers, which also checks its files: docker-compose.</summary>
    Compose,

    /// <summary>A browser without a screen: chromium, and chromium-driver.</summary>
    Browser,

    /// <summary>What checks unit files: systemd-analyze.</summary>
    Systemd,

    /// <summary>Real networks to train: the training library, built and loadable, and Fashion-MNIST.</summary>
    Training,
}

/// <summary>A test that is reported as skipped, with the reason, where the machine lacks something.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(Need need) => Skip = Needs.Lack(need);
}

/// <summary>The same for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(Need need) => Skip = Needs.Lack(need);
}

public static class Needs
{
    /// <summary>Where Debian's libfaketime has its library for programs with threads.</summary>
    public static string? FaketimeLibrary { get; } =
        Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => d + "/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists) : null;

    /// <summary>Debian's browser, and the program through which tests drive it.</summary>
    public static string? Chromium { get; } = InPath("chromium");

    /// <summary>The driver of <see cref="Chromium"/>.</summary>
    public static string? ChromeDriver { get; } = InPath("chromedriver");

    /// <summary>In front of a command that is to be held back by permissions.</summary>
    public static string[] AsSomeone { get; } = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

    public static string? Lack(Need need) => need switch
    {
        Need.SmallDisk => CanMount.Value ? null : "mounting a small tmpfs needs root",
        Need.Permissions => CanBeSomeone.Value ? null : "needs a user other than root who may read the program",
        Need.FailingSystemCalls => CanTrace.Value ? null : "needs strace, and the right to trace",
        Need.IPv6 => CanListenAtIPv6.Value ? null : "needs the loopback address ::1",
        Need.PowerCuts => CanTrace.Value && CanLoop.Value ? null : "needs strace, root, mkfs.ext4 and a free loop device",
        Need.FalseClock => FaketimeLibrary is not null ? null : "needs libfaketime",
        Need.Compose => Succeeds("docker-compose", "version") ? null : "needs docker-compose",
        Need.Browser => Chromium is not null && ChromeDriver is not null ? null : "needs chromium and chromedriver (chromium-driver)",
        Need.Training => CanTrain.Value ? null : "needs the training library ('lora-cluster training' tells what is missing) and dataset-fashion-mnist",
        Need.Systemd => Succeeds("systemd-analyze", "--version") ? null : "needs systemd-analyze",
        _ => Succeeds("script", "-qec", "true", "/dev/null") ? null : "needs script, of bsdutils",
    };

    public static bool Succeeds(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string? InPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    /// <summary>Where the build puts the training library.</summary>
    public static string TrainingDirectory { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src/LoraCluster.Cli/bin/Release/net10.0/training"));

    private static readonly Lazy<bool> CanTrain = new(() => Succeeds("env", $"LORACLUSTER_TRAINING={TrainingDirectory}", "dotnet", Workplace.Program, "training"));

    private static readonly Lazy<bool> CanMount = new(() =>
    {
        string place = Directory.CreateTempSubdirectory("lora-cluster-").FullName;
        bool mounted = Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place) && Succeeds("umount", place);
        Directory.Delete(place);
        return mounted;
    });

    private static readonly Lazy<bool> CanLoop = new(() =>
    {
        string place = Directory.CreateTempSubdirectory("lora-cluster-").FullName;
        string image = Path.Combine(place, "image");
        using (var file = File.Create(image))
        {
            file.SetLength(8 << 20);
        }

        string mount = Directory.CreateDirectory(Path.Combine(place, "mount")).FullName;
        bool mounted = Succeeds("mkfs.ext4", "-q", "-F", image) && Succeeds("mount", "-o", "loop", image, mount) && Succeeds("umount", mount);
        Directory.Delete(place, recursive: true);
        return mounted;
    });

    private static readonly Lazy<bool> CanBeSomeone = new(() => AsSomeone is not [var first, .. var rest] || Succeeds(first, [.. rest, "test", "-r", Workplace.Program]));

    private static readonly Lazy<bool> CanTrace = new(() => Succeeds("strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=fsync", "true"));

    private static readonly Lazy<bool> CanListenAtIPv6 = new(() =>
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}
