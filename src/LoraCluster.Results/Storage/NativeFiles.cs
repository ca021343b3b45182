using System.Runtime.InteropServices;

namespace LoraCluster.Results.Storage;

/// <summary>The two system calls that .NET lacks: fsync of a directory, and rename that refuses to replace.</summary>
internal static partial class NativeFiles
{
    private const int CurrentDirectory = -100;
    private const uint NoReplace = 1;
    private const int NotSupported = 95;
    private const int InvalidArgument = 22;
    private const int NotImplemented = 38;

    /// <summary>fsync on a directory.</summary>
    public static void SyncDirectory(string path)
    {
        int descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        int result = Fsync(descriptor);
        var failure = result < 0 ? Failure("fsync", path) : null;
        _ = Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Renames unless the new name is taken (false); null where the kernel or file system cannot do this in one step.</summary>
    public static bool? TryRename(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            if (RenameAt2(CurrentDirectory, from, CurrentDirectory, to, NoReplace) == 0)
            {
                return true;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            Errno.FileExists => false,
            InvalidArgument or NotImplemented or NotSupported => null,
            2 => throw new FileNotFoundException($"rename {from}: no such file", from),
            _ => throw Failure("rename", from),
        };
    }

    private static IOException Failure(string step, string path)
    {
        int number = Marshal.GetLastPInvokeError();
        return new IOException($"{step} {path}: {Marshal.GetPInvokeErrorMessage(number)}", number);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);
}
