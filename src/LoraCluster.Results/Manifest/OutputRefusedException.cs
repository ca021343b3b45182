namespace LoraCluster.Results.Manifest;

/// <summary>A directory cannot take a sweep's results; nothing in it was changed.</summary>
public sealed class OutputRefusedException : Exception
{
    /// <summary>Says why, and with which advice.</summary>
    public OutputRefusedException(OutputRefusal reason, string message, Exception? cause = null)
        : base(message, cause) => Reason = reason;

    /// <summary>Why.</summary>
    public OutputRefusal Reason { get; }

    /// <summary>True where the disk is to blame rather than what lies there: a disk that is full or read-only may be mended.</summary>
    public bool MayPass => InnerException is not null;
}
