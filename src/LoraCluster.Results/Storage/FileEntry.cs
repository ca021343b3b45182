namespace LoraCluster.Results.Storage;

/// <summary>One entry of a directory.</summary>
/// <param name="Name">Its name, without the directory.</param>
/// <param name="IsDirectory">True for a directory.</param>
/// <param name="Length">Bytes of a file; 0 for a directory.</param>
public readonly record struct FileEntry(string Name, bool IsDirectory, long Length);
