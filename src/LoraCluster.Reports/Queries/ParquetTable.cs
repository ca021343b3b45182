using DuckDB.NET.Data;

namespace LoraCluster.Reports.Queries;

/// <summary>A table that is filled row by row and written as one Parquet file (zstd), by DuckDB.</summary>
public sealed class ParquetTable : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly DuckDBAppender _appender;

    /// <summary>An empty table.</summary>
    /// <param name="columns">Names and DuckDB types: <c>("layer", "INTEGER")</c>.</param>
    public ParquetTable(IReadOnlyList<(string Name, string Type)> columns)
    {
        _connection.Open();
        Execute($"CREATE TABLE t ({string.Join(", ", columns.Select(column => $"{DatasetDatabase.Name(column.Name)} {column.Type}"))})");
        _appender = _connection.CreateAppender("t");
    }

    /// <summary>Adds a row: a string, int, double or null for each column.</summary>
    public void Add(params object?[] values)
    {
        var row = _appender.CreateRow();
        foreach (object? value in values)
        {
            _ = value switch
            {
                null => row.AppendNullValue(),
                string text => row.AppendValue(text),
                int whole => row.AppendValue(whole),
                double real => row.AppendValue(real),
                _ => throw new ArgumentException($"a {value.GetType().Name} is none of the types", nameof(values)),
            };
        }

        row.EndRow();
    }

    /// <summary>Writes the file, which is replaced, and its directory. Nothing can be added after it. Throws <see cref="QueryRefusedException"/> where it cannot be written.</summary>
    public void Write(string path)
    {
        _appender.Close();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Execute($"COPY t TO {DatasetDatabase.Text(path)} (FORMAT parquet, COMPRESSION zstd)");
        }
        catch (Exception e) when (e is DuckDBException or IOException or UnauthorizedAccessException)
        {
            throw new QueryRefusedException($"{path}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A text as SQL takes it.</summary>
    public static string Text(string value) => DatasetDatabase.Text(value);

    /// <summary>Asks Parquet files in SQL, without a dataset. Throws <see cref="QueryRefusedException"/> with DuckDB's words.</summary>
    public static QueryResult Ask(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        return DatasetDatabase.Run(connection, sql);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _appender.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
