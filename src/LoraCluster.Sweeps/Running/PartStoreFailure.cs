namespace LoraCluster.Sweeps.Running;

/// <summary>Why a part could not be stored; decides whether waiting, writing again or stopping helps.</summary>
public enum PartStoreFailure
{
    /// <summary>No space, quota or inodes left, or a file system that is read-only for now: wait and try again.</summary>
    DiskFull,

    /// <summary>The device or the file system failed a write or a flush: write a fresh file from the rows, a few times only.</summary>
    Io,

    /// <summary>The directory refuses for good (permissions, another sweep's dataset): stop.</summary>
    Refused,
}
