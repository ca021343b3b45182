namespace LoraCluster.Sweeps.Ledger;

/// <summary>A block that is lent again to find out what became of the blocks of its part that a worker was lent and does not hold.</summary>
internal sealed class Probe
{
    /// <summary>The block tried last.</summary>
    public required LentBlock Block { get; set; }

    /// <summary>Without an answer another is tried then.</summary>
    public required TimeSpan Until { get; set; }

    /// <summary>Blocks tried so far, none of them answered.</summary>
    public int Tries { get; set; } = 1;
}
