namespace LoraCluster.Results.Format;

/// <summary>The end of a Parquet file: schema, row groups and metadata, the format's <c>FileMetaData</c>.</summary>
internal static class FooterWriter
{
    private const int Utf8 = 0;

    public static void Write(
        ThriftWriter thrift,
        IReadOnlyList<ColumnSpec> columns,
        IReadOnlyList<ColumnChunk[]> groups,
        IReadOnlyList<KeyValuePair<string, string>> metadata,
        string createdBy)
    {
        thrift.Begin();
        thrift.Write(1, 1);
        WriteSchema(thrift, columns);
        thrift.Write(3, groups.Sum(group => (long)group[0].Rows));
        WriteGroups(thrift, groups);
        thrift.BeginStructures(5, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            thrift.Begin();
            thrift.Write(1, key);
            thrift.Write(2, value);
            thrift.End();
        }

        thrift.Write(6, createdBy);
        WriteOrders(thrift, columns.Count);
        thrift.End();
    }

    private static void WriteSchema(ThriftWriter thrift, IReadOnlyList<ColumnSpec> columns)
    {
        thrift.BeginStructures(2, columns.Count + 1);
        thrift.Begin();
        thrift.Write(4, "root");
        thrift.Write(5, columns.Count);
        thrift.End();
        foreach (var column in columns)
        {
            thrift.Begin();
            thrift.Write(1, (int)column.Type);
            thrift.Write(3, column.IsOptional ? 1 : 0);
            thrift.Write(4, column.Name);
            if (column.Type == PhysicalType.ByteArray)
            {
                // Twice: as older readers know it, and as newer ones do (a union whose first member is an empty structure).
                thrift.Write(6, Utf8);
                thrift.Begin(10);
                thrift.Begin(1);
                thrift.End();
                thrift.End();
            }

            thrift.End();
        }
    }

    private static void WriteGroups(ThriftWriter thrift, IReadOnlyList<ColumnChunk[]> groups)
    {
        thrift.BeginStructures(4, groups.Count);
        for (int i = 0; i < groups.Count; i++)
        {
            var chunks = groups[i];
            thrift.Begin();
            thrift.BeginStructures(1, chunks.Length);
            foreach (var chunk in chunks)
            {
                chunk.WriteTo(thrift);
            }

            thrift.Write(2, chunks.Sum(chunk => chunk.RawBytes));
            thrift.Write(3, (long)chunks[0].Rows);
            thrift.Write(5, chunks[0].DictionaryOffset ?? chunks[0].DataOffset);
            thrift.Write(6, chunks.Sum(chunk => chunk.Bytes));
            thrift.Write(7, (short)i);
            thrift.End();
        }
    }

    // Without an order readers do not trust the statistics: each column is ordered as its type is.
    private static void WriteOrders(ThriftWriter thrift, int columns)
    {
        thrift.BeginStructures(7, columns);
        for (int i = 0; i < columns; i++)
        {
            thrift.Begin();
            thrift.Begin(1);
            thrift.End();
            thrift.End();
        }
    }
}
