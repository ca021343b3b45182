using LoraCluster.Numerics.Randomness;

namespace LoraCluster.FineTuning.Randomness;

/// <summary>
/// Random words of one purpose in one trial, in order: Philox blocks keyed on the sweep's seed, counted under (data hash, trial, purpose). Two purposes of one trial never meet the same block, whatever
/// else is drawn, so that every method and learning rate sees the same data, order and beginnings.
/// </summary>
/// <param name="seed">The sweep's seed.</param>
/// <param name="dataHash">The hash of the cell's data.</param>
/// <param name="trial">The trial.</param>
/// <param name="purpose">What they are for, 0 … 1,023; each has 2²⁴ words.</param>
public sealed class KeyedSequence(ulong seed, ulong dataHash, uint trial, int purpose)
{
    private const int BlocksPerPurposeLog = 22;
    private readonly uint _start = checked((uint)purpose << BlocksPerPurposeLog);
    private uint _block;
    private int _left;
    private (uint W0, uint W1, uint W2, uint W3) _words;

    /// <summary>The next 32 bits.</summary>
    public uint NextWord()
    {
        if (_left == 0)
        {
            if (_block == 1u << BlocksPerPurposeLog)
            {
                throw new InvalidOperationException("a purpose has no more random numbers");
            }

            _words = Philox.Block(_start + _block++, trial, (uint)dataHash, (uint)(dataHash >> 32), (uint)seed, (uint)(seed >> 32));
            _left = 4;
        }

        return _left-- switch { 4 => _words.W0, 3 => _words.W1, 2 => _words.W2, _ => _words.W3 };
    }

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float NextUnit() => (NextWord() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1, without bias (Lemire, arXiv:1805.10941).</summary>
    public int NextBelow(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        uint threshold = (uint)-count % (uint)count;
        ulong product;
        do
        {
            product = (ulong)NextWord() * (uint)count;
        }
        while ((uint)product < threshold);
        return (int)(product >> 32);
    }

    /// <summary>Puts items in random order, all orders equally likely.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Fills with uniform numbers in [−bound, bound).</summary>
    public void FillUniform(Span<float> values, float bound)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ((2 * NextUnit()) - 1) * bound;
        }
    }
}
