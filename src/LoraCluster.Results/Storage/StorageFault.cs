namespace LoraCluster.Results.Storage;

/// <summary>What kind of trouble a file system made: decides whether to wait, to recompute or to stop.</summary>
public enum StorageFault
{
    /// <summary>No space, no inode or no quota left (ENOSPC, EDQUOT): waiting may help.</summary>
    DiskFull,

    /// <summary>Too many open files (EMFILE, ENFILE): waiting may help.</summary>
    TooManyFiles,

    /// <summary>Not allowed, or the file system is read-only (EACCES, EPERM, EROFS).</summary>
    NotWritable,

    /// <summary>Anything else, EIO above all: what was being written must be recomputed.</summary>
    Io,
}
