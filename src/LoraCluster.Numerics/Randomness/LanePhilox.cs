using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LoraCluster.Numerics.Randomness;

/// <summary>
/// Philox 4×32-10 on eight counters at once, one 64-bit lane each. Lane l holds trial <c>FirstTrial + l</c> of one stream, or (for
/// <see cref="ForElements"/>) consecutive indices of one trial.
/// </summary>
internal readonly struct LanePhilox
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly ulong _dataHash;
    private readonly Vector512<ulong> _trials;
    private readonly Vector512<ulong> _indexOffsets;

    private LanePhilox(ulong seed, ulong dataHash, Vector512<ulong> trials, Vector512<ulong> indexOffsets)
    {
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
        _dataHash = dataHash;
        _trials = trials;
        _indexOffsets = indexOffsets;
    }

    private static Vector512<ulong> Ladder => Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Eight consecutive trials; every lane reads the same index.</summary>
    public static LanePhilox ForTrials(ulong seed, ulong dataHash, uint firstTrial) =>
        new(seed, dataHash, Vector512.Create((ulong)firstTrial) + Ladder & Vector512.Create(0xFFFFFFFFUL), Vector512<ulong>.Zero);

    /// <summary>One trial; lane l reads index + l.</summary>
    public static LanePhilox ForElements(TrialStream stream) =>
        new(stream.Seed, stream.DataHash, Vector512.Create((ulong)stream.Trial), Ladder);

    /// <summary>Two 64-bit words per lane for a purpose and an index below 2²⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Words(StreamPurpose purpose, uint index, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        Vector512<ulong> c0 = Vector512.Create((ulong)purpose << 28) + Vector512.Create((ulong)index) + _indexOffsets;
        Vector512<ulong> c1 = _trials;
        Vector512<ulong> c2 = Vector512.Create(_dataHash & 0xFFFFFFFF);
        Vector512<ulong> c3 = Vector512.Create(_dataHash >> 32);
        var m0 = Vector512.Create((ulong)Philox.Multiplier0);
        var m1 = Vector512.Create((ulong)Philox.Multiplier1);
        Vector512<uint> k0 = Vector512.Create(_key0);
        Vector512<uint> k1 = Vector512.Create(_key1);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            // The upper half of a word may hold anything: products read the lower halves only, and the end clears it.
            Vector512<ulong> p0 = Multiply(m0, c0);
            Vector512<ulong> p1 = Multiply(m1, c2);
            c0 = Vector512.ShiftRightLogical(p1, 32) ^ c1 ^ k0.AsUInt64();
            c2 = Vector512.ShiftRightLogical(p0, 32) ^ c3 ^ k1.AsUInt64();
            c1 = p1;
            c3 = p0;
            k0 += Vector512.Create(Philox.Weyl0);
            k1 += Vector512.Create(Philox.Weyl1);
        }

        var mask = Vector512.Create(0xFFFFFFFFUL);
        first = (c0 & mask) | Vector512.ShiftLeft(c1, 32);
        second = (c2 & mask) | Vector512.ShiftLeft(c3, 32);
    }

    // The product of the lower halves, exact in 64 bits whichever instruction makes it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        }

        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(a.GetLower().AsUInt32(), b.GetLower().AsUInt32()),
                Avx2.Multiply(a.GetUpper().AsUInt32(), b.GetUpper().AsUInt32()));
        }

        var lower = Vector512.Create(0xFFFFFFFFUL);
        return (a & lower) * (b & lower);
    }
}
