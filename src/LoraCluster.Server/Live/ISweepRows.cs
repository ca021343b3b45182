namespace LoraCluster.Server.Live;

/// <summary>The rows of one sweep, as they come to disk. Belongs to one watcher at a time.</summary>
public interface ISweepRows
{
    /// <summary>What the rows are about.</summary>
    SweepOutline Outline { get; }

    /// <summary>
    /// The cells of one more committed part; null where there is none now. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or
    /// <see cref="InvalidDataException"/> where it cannot be read.
    /// </summary>
    IReadOnlyList<LiveCell>? Next();
}
