namespace LoraCluster.Results.Storage;

/// <summary>A file being written. Once <see cref="Sync"/> has failed the descriptor must not be used again: the kernel may have dropped the data.</summary>
public interface IDurableFile : IDisposable
{
    /// <summary>Appends the bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Forces what was written to stable storage.</summary>
    void Sync();
}
