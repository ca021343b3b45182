namespace LoraCluster.Results.Format;

/// <summary>
/// Parquet's RLE / bit-packing hybrid: runs of one value, and between them groups of eight values packed bit by bit, least significant first.
/// https://parquet.apache.org/docs/file-format/data-pages/encodings/
/// </summary>
internal static class HybridEncoder
{
    private const int Group = 8;

    /// <summary>Appends numbers from 0 to 2^<paramref name="width"/> − 1, <paramref name="width"/> from 1 to 24.</summary>
    public static void Encode(ReadOnlySpan<int> values, int width, ByteBuffer to)
    {
        int packedFrom = 0;
        for (int at = 0; at < values.Length;)
        {
            int run = RunAt(values[at..]);
            if (run < Group)
            {
                // Packed groups are whole, except that the last of all may be filled up.
                at = Math.Min(at + Group, values.Length);
                continue;
            }

            Pack(values[packedFrom..at], width, to);
            AppendRun(values[at], run, width, to);
            at += run;
            packedFrom = at;
        }

        Pack(values[packedFrom..], width, to);
    }

    /// <summary>Appends one run of a value.</summary>
    public static void AppendRun(int value, int count, int width, ByteBuffer to)
    {
        to.AppendVarint((ulong)count << 1);
        for (int bits = 0; bits < width; bits += 8)
        {
            to.Append((byte)(value >> bits));
        }
    }

    /// <summary>Appends the header of values that are packed already; <paramref name="groups"/> × width bytes must follow.</summary>
    public static void AppendPackedHeader(int groups, ByteBuffer to) => to.AppendVarint(((ulong)groups << 1) | 1);

    private static int RunAt(ReadOnlySpan<int> values)
    {
        int end = values.IndexOfAnyExcept(values[0]);
        return end < 0 ? values.Length : end;
    }

    private static void Pack(ReadOnlySpan<int> values, int width, ByteBuffer to)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int groups = (values.Length + Group - 1) / Group;
        AppendPackedHeader(groups, to);
        int length = groups * width;
        var packer = new BitPacker(to.Room(length), width);
        foreach (int value in values)
        {
            packer.Add((uint)value);
        }

        packer.Finish(length);
        to.Advance(length);
    }
}
