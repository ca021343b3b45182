using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LoraCluster.Sweeps.Running;

/// <summary>128 bits of SHA-256 over the bits of a block's losses: enough to compare a late answer after the losses themselves are gone.</summary>
internal static class LossDigest
{
    public static UInt128 Of(ReadOnlySpan<double> losses)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(losses), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
