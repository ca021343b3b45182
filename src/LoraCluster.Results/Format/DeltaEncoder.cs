using System.Numerics;

namespace LoraCluster.Results.Format;

/// <summary>
/// Parquet's DELTA_BINARY_PACKED: blocks of differences, less their smallest, packed in four miniblocks of 32, each with as many bits as it needs.
/// https://parquet.apache.org/docs/file-format/data-pages/encodings/
/// </summary>
internal static class DeltaEncoder
{
    private const int BlockLength = 128;
    private const int MiniLength = 32;
    private const int MinisPerBlock = BlockLength / MiniLength;

    /// <summary>Appends numbers; those of an int32 column (<paramref name="narrow"/>) differ modulo 2³², as the format wants it.</summary>
    public static void Encode(ReadOnlySpan<long> values, bool narrow, ByteBuffer to)
    {
        to.AppendVarint(BlockLength);
        to.AppendVarint(MinisPerBlock);
        to.AppendVarint((ulong)values.Length);
        to.AppendZigZag(values.IsEmpty ? 0 : values[0]);
        Span<long> differences = stackalloc long[BlockLength];
        for (int at = 1; at < values.Length; at += BlockLength)
        {
            int count = Math.Min(BlockLength, values.Length - at);
            EncodeBlock(values.Slice(at - 1, count + 1), differences[..count], narrow, to);
        }
    }

    private static void EncodeBlock(ReadOnlySpan<long> values, Span<long> differences, bool narrow, ByteBuffer to)
    {
        long least = long.MaxValue, most = long.MinValue;
        for (int i = 0; i < differences.Length; i++)
        {
            long difference = unchecked(values[i + 1] - values[i]);
            difference = narrow ? (int)difference : difference;
            differences[i] = difference;
            least = Math.Min(least, difference);
            most = Math.Max(most, difference);
        }

        to.AppendZigZag(least);
        Span<byte> widths = stackalloc byte[MinisPerBlock];
        widths.Clear();
        if (most == least)
        {
            to.Append(widths);
            return;
        }

        ulong mask = narrow ? uint.MaxValue : ulong.MaxValue;
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = (long)(unchecked((ulong)(differences[i] - least)) & mask);
        }

        for (int from = 0; from < differences.Length; from += MiniLength)
        {
            widths[from / MiniLength] = WidthOf(differences[from..Math.Min(from + MiniLength, differences.Length)]);
        }

        to.Append(widths);
        for (int from = 0; from < differences.Length; from += MiniLength)
        {
            Pack(differences[from..Math.Min(from + MiniLength, differences.Length)], widths[from / MiniLength], to);
        }
    }

    private static byte WidthOf(ReadOnlySpan<long> values)
    {
        ulong any = 0;
        foreach (long value in values)
        {
            any |= (ulong)value;
        }

        return (byte)(64 - BitOperations.LeadingZeroCount(any));
    }

    // A miniblock is always stored whole: what is missing at the end of the page counts as zeros.
    private static void Pack(ReadOnlySpan<long> values, int width, ByteBuffer to)
    {
        if (width == 0)
        {
            return;
        }

        int length = MiniLength * width / 8;
        var packer = new BitPacker(to.Room(length), width);
        foreach (long value in values)
        {
            packer.Add((ulong)value);
        }

        packer.Finish(length);
        to.Advance(length);
    }
}
