using System.Runtime.InteropServices;
using LoraCluster.Cli.Tests;

namespace LoraCluster.Durability.Tests.PowerCut;

/// <summary>An ext4 file system on a loop device, whose power can be cut: what no fsync has made durable is gone at the next mount.</summary>
internal sealed partial class Ext4Disk : IDisposable
{
    // EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32); the flag says not to write the journal out first.
    private const uint Shutdown = 0x8004587D;
    private const uint NoLogFlush = 2;

    private readonly string _image;

    public Ext4Disk(string image, string mount)
    {
        (_image, Mount) = (image, mount);
        using (var file = File.Create(image))
        {
            file.SetLength(64 << 20);
        }

        Directory.CreateDirectory(mount);
        Require("mkfs.ext4", "-q", "-F", image);
        Attach();
    }

    /// <summary>Where it is mounted.</summary>
    public string Mount { get; }

    /// <summary>Ends all writing at once, the journal's included.</summary>
    public void CutPower()
    {
        int descriptor = Open(Mount, 0);
        uint flag = NoLogFlush;
        int result = Control(descriptor, Shutdown, ref flag);
        int number = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        Assert.True(descriptor >= 0 && result == 0, $"the power stays on: error {number}");
    }

    /// <summary>What a machine does when it starts again: mounts, which replays the journal.</summary>
    public void Restart()
    {
        // A process that another test started meanwhile may hold a copy of one of our descriptors until it has become another program.
        Assert.True(SpinWait.SpinUntil(() => Needs.Succeeds("umount", Mount), TimeSpan.FromSeconds(30)), $"{Mount} stays busy");
        Attach();
    }

    public void Dispose() => Needs.Succeeds("umount", "-l", Mount);

    private void Attach() => Require("mount", "-o", "loop", _image, Mount);

    private static void Require(string program, params string[] args) => Assert.True(Needs.Succeeds(program, args), $"{program} {string.Join(' ', args)} failed");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, ref uint argument);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
