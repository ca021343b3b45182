namespace LoraCluster.Sweeps.Running;

/// <summary>Why a sweep stopped before its end, with every committed part whole.</summary>
public enum StopReason
{
    /// <summary>Someone asked for it.</summary>
    Cancelled,

    /// <summary>The disk stayed full for longer than the sweep was told to wait.</summary>
    DiskFull,
}
