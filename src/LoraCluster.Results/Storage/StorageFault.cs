namespace LoraCluster.Results.Storage;

/// <summary>What kind of trouble a file system made: decides whether to wait, to recompute or to stop.</summary>
public enum StorageFault
{
    /// <summary>No space, no inode or no quota left (ENOSPC, EDQUOT): waiting may help.</summary>
    DiskFull,

    /// <summary>Too many open files (EMFILE, ENFILE): waiting may help.</summary>
    TooManyFiles,

    /// <summary>The file system is read-only (EROFS), perhaps only for now: waiting may help.</summary>
    ReadOnly,

    /// <summary>Not allowed (EACCES, EPERM): waiting does not help.</summary>
    NotAllowed,

    /// <summary>Anything else, EIO above all: what was being written must be recomputed.</summary>
    Io,
}
