using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>A block that has been handed out and not been merged.</summary>
internal sealed class LentBlock(OpenPart part, Block block)
{
    public OpenPart Part { get; } = part;

    public Block Block { get; } = block;

    /// <summary>Its live leases: none while it waits to be lent again, more than one where it was late.</summary>
    public List<Lease> Leases { get; } = new(1);

    /// <summary>Workers that hold nothing though they were lent this block: the answer to a later lease shows that theirs is lost.</summary>
    public List<LostLease> Lost { get; } = [];

    /// <summary>What speaks against it; null for most blocks.</summary>
    public Suspicion? Suspicion { get; set; } = part.Suspicions.GetValueOrDefault(block.Number);

    /// <summary>True where one more loss would give it up, though it may only have been beside or behind what brought the workers down.</summary>
    public bool IsOnTrial(LedgerOptions options) => Suspicion is { IsHearsay: true } suspicion && suspicion.Kills >= options.KillsMax - 1;

    /// <summary>How many of its leases expired or were lost.</summary>
    public int Misses { get; set; }
}
