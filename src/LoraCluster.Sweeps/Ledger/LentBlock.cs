using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

/// <summary>A block that has been handed out and not been merged.</summary>
internal sealed class LentBlock(OpenPart part, Block block)
{
    public OpenPart Part { get; } = part;

    public Block Block { get; } = block;

    /// <summary>Its live leases: none while it waits to be lent again, two where a straggler was doubled.</summary>
    public List<Lease> Leases { get; } = new(1);

    /// <summary>How often it was lent because nobody had it, or whoever had it was late; a move to an idle worker is neither.</summary>
    public int TimesLent { get; set; }
}
