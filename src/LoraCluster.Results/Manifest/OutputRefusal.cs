namespace LoraCluster.Results.Manifest;

/// <summary>Why a directory cannot take a sweep's results.</summary>
public enum OutputRefusal
{
    /// <summary>It is a file, a symbolic link that leads nowhere, or cannot be created.</summary>
    NotADirectory,

    /// <summary>Nothing can be written there.</summary>
    NotWritable,

    /// <summary>It holds the results of another sweep.</summary>
    OtherSweep,

    /// <summary>It was written by another release.</summary>
    OtherRelease,

    /// <summary>It was written by a machine whose arithmetic differs.</summary>
    OtherArithmetic,

    /// <summary>It holds a dataset whose <c>_sweep.json</c> is damaged or lost.</summary>
    CorruptHeader,

    /// <summary>It is being extended to another sweep.</summary>
    ExtensionUnderWay,

    /// <summary>It holds a copy in larger files, to which nothing can be added.</summary>
    Compacted,
}
