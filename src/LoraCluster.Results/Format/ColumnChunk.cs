namespace LoraCluster.Results.Format;

/// <summary>Where a column of a row group stands in the file, and what the footer says about it.</summary>
internal sealed record ColumnChunk
{
    private const int Zstd = 6;

    public required ColumnSpec Column { get; init; }

    /// <summary>Rows, nulls included.</summary>
    public required int Rows { get; init; }

    /// <summary>The encoding of its values.</summary>
    public required PageEncoding Encoding { get; init; }

    /// <summary>Offset of its dictionary page; null where it has none.</summary>
    public required long? DictionaryOffset { get; init; }

    /// <summary>Offset of its first data page.</summary>
    public required long DataOffset { get; init; }

    /// <summary>Bytes before compression, page headers included.</summary>
    public required long RawBytes { get; init; }

    /// <summary>Bytes in the file.</summary>
    public required long Bytes { get; init; }

    public required ChunkStatistics Statistics { get; init; }

    /// <summary>Writes the format's <c>ColumnChunk</c> as an element of a list.</summary>
    public void WriteTo(ThriftWriter thrift)
    {
        thrift.Begin();
        thrift.Write(2, DictionaryOffset ?? DataOffset);
        thrift.Begin(3);
        thrift.Write(1, (int)Column.Type);
        thrift.Write(2, Encoding == PageEncoding.RleDictionary
            ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary]
            : [Encoding, PageEncoding.Rle]);
        thrift.WriteListOf(3, Column.Name);
        thrift.Write(4, Zstd);
        thrift.Write(5, (long)Rows);
        thrift.Write(6, RawBytes);
        thrift.Write(7, Bytes);
        thrift.Write(9, DataOffset);
        if (DictionaryOffset is { } offset)
        {
            thrift.Write(11, offset);
        }

        Statistics.WriteTo(thrift, 12);
        thrift.End();
        thrift.End();
    }
}
