using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace LoraCluster.Cluster.Protocol.Wire;

/// <summary>Losses as they travel: doubles, little-endian. They move as integers, so that no bit of a NaN can change.</summary>
internal static class LossBytes
{
    public static ByteString Of(double[] losses)
    {
        byte[] bytes = new byte[losses.Length * sizeof(double)];
        Move(MemoryMarshal.Cast<double, long>(losses), MemoryMarshal.Cast<byte, long>(bytes.AsSpan()));
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Throws <see cref="ArgumentException"/> where the bytes are no whole number of doubles.</summary>
    public static double[] Read(ByteString bytes)
    {
        if (bytes.Length % sizeof(double) != 0)
        {
            throw new ArgumentException($"{bytes.Length} bytes are no losses", nameof(bytes));
        }

        double[] losses = new double[bytes.Length / sizeof(double)];
        bytes.Span.CopyTo(MemoryMarshal.AsBytes(losses.AsSpan()));
        Move(MemoryMarshal.Cast<double, long>(losses), MemoryMarshal.Cast<double, long>(losses.AsSpan()));
        return losses;
    }

    private static void Move(ReadOnlySpan<long> from, Span<long> to)
    {
        if (BitConverter.IsLittleEndian)
        {
            from.CopyTo(to);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(from, to);
        }
    }
}
