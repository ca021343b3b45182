namespace LoraCluster.Results.Storage;

/// <summary>A name that was to be created is taken.</summary>
public sealed class FileExistsException : IOException
{
    /// <summary>Names the path.</summary>
    public FileExistsException(string path)
        : base($"{path} exists already", Errno.FileExists)
    {
    }
}
