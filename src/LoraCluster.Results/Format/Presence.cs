using System.Numerics;

namespace LoraCluster.Results.Format;

/// <summary>The definition levels of an optional column's page: one bit a row, 1 where there is a value.</summary>
internal static class Presence
{
    /// <summary>
    /// Moves the values that are there to the front and appends the levels of all; returns how many are there. NaN and <paramref name="missing"/>
    /// mean null. <paramref name="bits"/> is room for one bit a value.
    /// </summary>
    public static int Write<T>(Span<T> values, T missing, Span<byte> bits, ByteBuffer page)
        where T : INumberBase<T>
    {
        int present = Compact(values, missing, bits);
        int start = page.Length;
        page.AppendInt32(0);
        if (present == values.Length || present == 0)
        {
            HybridEncoder.AppendRun(present == 0 ? 0 : 1, values.Length, 1, page);
        }
        else
        {
            int groups = (values.Length + 7) / 8;
            HybridEncoder.AppendPackedHeader(groups, page);
            page.Append(bits[..groups]);
        }

        page.PatchInt32(start, page.Length - start - 4);
        return present;
    }

    private static int Compact<T>(Span<T> values, T missing, Span<byte> bits)
        where T : INumberBase<T>
    {
        int present = 0;
        for (int from = 0; from < values.Length; from += 8)
        {
            int octet = 0;
            for (int i = from; i < Math.Min(from + 8, values.Length); i++)
            {
                T value = values[i];
                int there = T.IsNaN(value) || value == missing ? 0 : 1;
                values[present] = value;
                present += there;
                octet |= there << (i - from);
            }

            bits[from / 8] = (byte)octet;
        }

        return present;
    }
}
