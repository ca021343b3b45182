using Parquet;
using Parquet.Schema;

namespace LoraCluster.Results.Parts;

/// <summary>Writes whole columns into one Parquet file in memory, row group by row group.</summary>
internal sealed class PartFileWriter
{
    private readonly ParquetSchema _schema;
    private readonly List<Func<ParquetRowGroupWriter, int, int, Task>> _columns = [];

    public PartFileWriter(ParquetSchema schema) => _schema = schema;

    private DataField NextField => _schema.DataFields[_columns.Count];

    /// <summary>Adds the next column of the schema.</summary>
    public void Add<T>(T[] values)
        where T : struct
    {
        var field = NextField;
        _columns.Add((group, first, count) => group.WriteAsync<T>(field, new ReadOnlyMemory<T>(values, first, count)));
    }

    /// <summary>Adds the next column of the schema, nullable.</summary>
    public void Add<T>(T?[] values)
        where T : struct
    {
        var field = NextField;
        _columns.Add((group, first, count) => group.WriteAsync<T>(field, new ReadOnlyMemory<T?>(values, first, count)));
    }

    /// <summary>Adds the next column of the schema, words.</summary>
    public void Add(string[] values)
    {
        var field = NextField;
        _columns.Add((group, first, count) => group.WriteAsync(field, new ArraySegment<string>(values, first, count)));
    }

    /// <summary>The file's bytes: they follow from the columns and the stamp.</summary>
    public byte[] ToBytes(int rows, PartStamp stamp)
    {
        using var buffer = new MemoryStream();
        WriteTo(buffer, rows, stamp).GetAwaiter().GetResult();
        return buffer.ToArray();
    }

    private async Task WriteTo(MemoryStream buffer, int rows, PartStamp stamp)
    {
        var writer = await ParquetWriter.CreateAsync(_schema, buffer, PartFormat.Options(_schema)).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = stamp.ToMetadata();
            for (int first = 0; first < rows; first += PartFormat.RowGroupRows)
            {
                using var group = writer.CreateRowGroup();
                foreach (var column in _columns)
                {
                    await column(group, first, Math.Min(PartFormat.RowGroupRows, rows - first)).ConfigureAwait(false);
                }
            }
        }
    }
}
