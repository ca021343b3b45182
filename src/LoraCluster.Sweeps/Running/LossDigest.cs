using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LoraCluster.Sweeps.Running;

/// <summary>128 bits of XXH3 over the bits of a block's losses: enough to compare a late answer after the losses themselves are gone, and nobody forges answers here.</summary>
internal static class LossDigest
{
    public static UInt128 Of(ReadOnlySpan<double> losses) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(losses));
}
