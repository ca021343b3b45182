namespace LoraCluster.Results.Storage;

/// <summary>A file-system step failed. Nothing half-written is left under a final name.</summary>
public sealed class StorageException : IOException
{
    private StorageException(StorageFault fault, string message, Exception cause)
        : base(message, cause) => Fault = fault;

    /// <summary>What kind of trouble it is.</summary>
    public StorageFault Fault { get; }

    /// <summary>Classifies an exception of <see cref="IDurableFiles"/>; the message names the step, the path and the error number.</summary>
    public static StorageException From(Exception cause, string step, string path)
    {
        int number = Errno.Of(cause);
        return new StorageException(
            Classify(cause, number), $"{step} {path}: {Errno.NameOf(number)}: {cause.Message}", cause);
    }

    /// <summary>True for the exceptions that <see cref="IDurableFiles"/> throws for trouble with the disk.</summary>
    public static bool IsStorageTrouble(Exception error) =>
        error is (IOException or UnauthorizedAccessException) and not StorageException;

    /// <summary>The trouble with the disk that an exception is, or that a parallel loop gathered; null for any other error.</summary>
    public static Exception? TroubleIn(Exception error) => error is AggregateException many
        ? many.Flatten().InnerExceptions.FirstOrDefault(IsStorageTrouble)
        : IsStorageTrouble(error) ? error : null;

    private static StorageFault Classify(Exception cause, int number) => number switch
    {
        Errno.NoSpace or Errno.QuotaExceeded => StorageFault.DiskFull,
        Errno.TooManyFiles or Errno.TooManyFilesOnMachine => StorageFault.TooManyFiles,
        Errno.ReadOnly => StorageFault.ReadOnly,
        _ => cause is UnauthorizedAccessException ? StorageFault.NotAllowed : StorageFault.Io,
    };
}
