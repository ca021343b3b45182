namespace LoraCluster.Results.Storage;

/// <summary>
/// Every step that the commit protocol takes on a file system, so that tests can fail each one. Methods throw
/// <see cref="IOException"/> (with the errno in the low bits of its HResult) or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IDurableFiles
{
    /// <summary>True where a file (not a directory) stands at the path.</summary>
    bool FileExists(string path);

    /// <summary>True where a directory stands at the path.</summary>
    bool DirectoryExists(string path);

    /// <summary>The entries of a directory, in ordinal order of name; empty where there is no such directory.</summary>
    IReadOnlyList<FileEntry> List(string directory);

    /// <summary>Opens a file for reading; throws <see cref="FileNotFoundException"/> or <see cref="DirectoryNotFoundException"/> where there is none.</summary>
    Stream OpenRead(string path);

    /// <summary>Creates a file for writing. Throws <see cref="FileExistsException"/> where the name is taken.</summary>
    IDurableFile CreateNew(string path);

    /// <summary>Forces the content of an existing file to stable storage.</summary>
    void SyncFile(string path);

    /// <summary>Renames a file or directory atomically; false, with nothing changed, where the new name is taken.</summary>
    bool TryRename(string from, string to);

    /// <summary>Renames a file atomically, in place of what has the new name.</summary>
    void Replace(string from, string to);

    /// <summary>Forces the names in a directory to stable storage.</summary>
    void SyncDirectory(string path);

    /// <summary>Creates one directory; its parent exists. No error where it is already there.</summary>
    void CreateDirectory(string path);

    /// <summary>Deletes a file; no error where there is none.</summary>
    void DeleteFile(string path);

    /// <summary>Deletes an empty directory; no error where there is none.</summary>
    void DeleteDirectory(string path);
}
