namespace LoraCluster.Sweeps.Ledger;

/// <summary>What an aggregator holds of a part that is not stored yet.</summary>
/// <param name="Number">The part's number.</param>
/// <param name="FirstAttempt">The first attempt that counts there.</param>
/// <param name="LastAttempt">The last attempt that has been merged; no later one is known.</param>
/// <param name="Cells">Cells that are rows already.</param>
/// <param name="Blocks">A bit for each block that is merged, from the lowest bit of the first byte.</param>
public sealed record HeldPart(int Number, int FirstAttempt, int LastAttempt, int Cells, ReadOnlyMemory<byte> Blocks)
{
    /// <summary>True where the block of this number is merged.</summary>
    public bool Has(int block) => block / 8 < Blocks.Length && (Blocks.Span[block / 8] >> (block % 8) & 1) != 0;

    /// <summary>The bits of some blocks, of those below <paramref name="blocksMax"/>.</summary>
    public static byte[] Bits(IEnumerable<int> blocks, int blocksMax)
    {
        var bits = new List<byte>();
        foreach (int block in blocks.Where(b => b < blocksMax))
        {
            while (bits.Count <= block / 8)
            {
                bits.Add(0);
            }

            bits[block / 8] |= (byte)(1 << block % 8);
        }

        return [.. bits];
    }
}
