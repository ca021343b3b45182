namespace LoraCluster.Sweeps.Ledger;

/// <summary>One life of one worker: a worker that comes back after a crash comes back under another name.</summary>
/// <param name="Name">Unique within a sweep's run.</param>
public readonly record struct WorkerId(string Name)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
