namespace LoraCluster.Results.Storage;

/// <summary>Steps made of the steps of <see cref="IDurableFiles"/>.</summary>
public static class DurableFilesExtensions
{
    /// <summary>Reads a whole file, or returns null where there is none.</summary>
    public static byte[]? ReadIfThere(this IDurableFiles files, string path)
    {
        try
        {
            using var stream = files.OpenRead(path);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Creates a directory with its parents, each of them durably.</summary>
    public static void CreateDurably(this IDurableFiles files, string path)
    {
        if (files.DirectoryExists(path))
        {
            return;
        }

        string? parent = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(parent))
        {
            files.CreateDurably(parent);
        }

        files.CreateDirectory(path);
        if (!string.IsNullOrEmpty(parent))
        {
            files.SyncDirectory(parent);
        }
    }
}
