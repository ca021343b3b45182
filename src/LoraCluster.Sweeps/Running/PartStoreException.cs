namespace LoraCluster.Sweeps.Running;

/// <summary>Thrown by <see cref="IPartSink.Commit"/> when a part could not be stored. Nothing of the part counts as committed.</summary>
public sealed class PartStoreException : Exception
{
    /// <summary>A failure of the given kind; the message names the file and the operating system's word for the error.</summary>
    public PartStoreException(PartStoreFailure kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>A device failure.</summary>
    public PartStoreException(string message)
        : this(PartStoreFailure.Io, message)
    {
    }

    /// <summary>A device failure with its cause.</summary>
    public PartStoreException(string message, Exception innerException)
        : this(PartStoreFailure.Io, message, innerException)
    {
    }

    /// <summary>A device failure without particulars.</summary>
    public PartStoreException()
        : this("the part could not be stored")
    {
    }

    /// <summary>What would help.</summary>
    public PartStoreFailure Kind { get; }
}
