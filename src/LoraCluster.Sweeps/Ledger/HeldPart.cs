namespace LoraCluster.Sweeps.Ledger;

/// <summary>What an aggregator holds of a part that is not stored yet.</summary>
/// <param name="Number">The part's number.</param>
/// <param name="FirstAttempt">The first attempt that counts there.</param>
/// <param name="LastAttempt">The last attempt that has been merged; no later one is known.</param>
/// <param name="Cells">Cells that are rows already.</param>
/// <param name="Blocks">A bit for each block that is merged, from the lowest bit of the first byte.</param>
public sealed record HeldPart(int Number, int FirstAttempt, int LastAttempt, int Cells, ReadOnlyMemory<byte> Blocks)
{
    /// <summary>A bit for each position of the part whose cell has trials enough before the last that it may take.</summary>
    public ReadOnlyMemory<byte> Settled { get; init; }

    /// <summary>True where the block of this number is merged.</summary>
    public bool Has(int block) => Bit(Blocks.Span, block);

    /// <summary>True where the cell at this distance from the part's first position needs no more blocks.</summary>
    public bool IsSettled(long offset) => Bit(Settled.Span, offset);

    private static bool Bit(ReadOnlySpan<byte> bits, long place) => place / 8 < bits.Length && (bits[(int)(place / 8)] >> (int)(place % 8) & 1) != 0;

    /// <summary>The bits of some numbers, of those below <paramref name="most"/>.</summary>
    public static byte[] Bits(IEnumerable<int> numbers, int most)
    {
        var bits = new List<byte>();
        foreach (int number in numbers.Where(n => n < most))
        {
            while (bits.Count <= number / 8)
            {
                bits.Add(0);
            }

            bits[number / 8] |= (byte)(1 << number % 8);
        }

        return [.. bits];
    }
}
