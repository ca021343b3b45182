using System.Buffers.Binary;

namespace LoraCluster.Results.Format;

/// <summary>The statistics of a column chunk, by which readers skip row groups.</summary>
/// <param name="Nulls">Number of nulls.</param>
/// <param name="Least">The smallest value, plain-encoded; null where every value is null.</param>
/// <param name="Most">The largest, likewise.</param>
internal sealed record ChunkStatistics(long Nulls, byte[]? Least, byte[]? Most)
{
    /// <summary>Of real numbers. A zero end is signed away from the values, as the format asks, so it does not matter which zero was met first.</summary>
    public static ChunkStatistics OfReals(long nulls, double least, double most)
    {
        if (least > most)
        {
            return new ChunkStatistics(nulls, null, null);
        }

        var (low, high) = (new byte[8], new byte[8]);
        BinaryPrimitives.WriteDoubleLittleEndian(low, least == 0 ? -0.0 : least);
        BinaryPrimitives.WriteDoubleLittleEndian(high, most == 0 ? 0.0 : most);
        return new ChunkStatistics(nulls, low, high);
    }

    /// <summary>Of whole numbers, <paramref name="bytes"/> long.</summary>
    public static ChunkStatistics OfIntegers(long nulls, long least, long most, int bytes) => least > most
        ? new ChunkStatistics(nulls, null, null)
        : new ChunkStatistics(nulls, BitConverter.GetBytes(least)[..bytes], BitConverter.GetBytes(most)[..bytes]);

    /// <summary>Of words in UTF-8, which the format orders byte by byte.</summary>
    public static ChunkStatistics OfWords(IReadOnlyList<byte[]> words)
    {
        byte[] least = words[0], most = words[0];
        foreach (byte[] word in words)
        {
            least = word.AsSpan().SequenceCompareTo(least) < 0 ? word : least;
            most = word.AsSpan().SequenceCompareTo(most) > 0 ? word : most;
        }

        return new ChunkStatistics(0, least, most);
    }

    /// <summary>Writes the format's <c>Statistics</c> into a field.</summary>
    public void WriteTo(ThriftWriter thrift, short field)
    {
        thrift.Begin(field);
        thrift.Write(3, Nulls);
        if (Least is not null && Most is not null)
        {
            thrift.Write(5, Most);
            thrift.Write(6, Least);
        }

        thrift.End();
    }
}
