namespace LoraCluster.Sweeps.Ledger;

/// <summary>One life of one worker: a worker that comes back after a crash comes back under another name.</summary>
/// <param name="Name">Unique within a sweep's run.</param>
public readonly record struct WorkerId(string Name)
{
    /// <summary>The node that it belongs to, whichever life of it: the name up to the number of that life, or to the worker's own.</summary>
    public string Node => Name.AsSpan().IndexOfAny('#', '/') is >= 0 and var end ? Name[..end] : Name;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
