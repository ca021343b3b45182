using Microsoft.Win32.SafeHandles;

namespace LoraCluster.Results.Storage;

/// <summary>The machine's own file system.</summary>
public sealed class LocalFiles : IDurableFiles
{
    private LocalFiles()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static LocalFiles Instance { get; } = new();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<FileEntry> List(string directory) => !Directory.Exists(directory)
        ? []
        : [.. new DirectoryInfo(directory).EnumerateFileSystemInfos()
            .Select(info => new FileEntry(info.Name, info is DirectoryInfo, LengthOf(info)))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);

    /// <inheritdoc/>
    public IDurableFile CreateNew(string path)
    {
        try
        {
            // Shared in every way, because .NET would otherwise take an advisory lock, which some network file systems refuse.
            return new LocalFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (IOException error) when (Errno.Of(error) == Errno.FileExists)
        {
            throw new FileExistsException(path);
        }
    }

    /// <inheritdoc/>
    public void SyncFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    /// <inheritdoc/>
    public bool TryRename(string from, string to)
    {
        if (NativeFiles.TryRename(from, to) is { } renamed)
        {
            return renamed;
        }

        if (File.Exists(to) || Directory.Exists(to))
        {
            return false;
        }

        Directory.Move(from, to);
        return true;
    }

    /// <inheritdoc/>
    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            NativeFiles.SyncDirectory(path);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void DeleteFile(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }
    }

    // A file may vanish between listing and asking: another process renamed its temporary.
    private static long LengthOf(FileSystemInfo info) => info is FileInfo { Exists: true } file ? file.Length : 0;

    private sealed class LocalFile(SafeFileHandle handle) : IDurableFile
    {
        private long _position;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(handle, bytes, _position);
            _position += bytes.Length;
        }

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
