using System.Globalization;
using DuckDB.NET.Data;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Reports.Queries;

/// <summary>
/// A dataset, finished or not, as views of an in-memory DuckDB: <c>risks</c> and <c>trials</c> are the committed files, each read once for its sha256 before; <c>cells</c> has a
/// row per cell with its parameters and the trials run. Nothing is fetched from a network.
/// </summary>
public sealed class DatasetDatabase : IDisposable
{
    private readonly DuckDBConnection _connection;

    private DatasetDatabase(DuckDBConnection connection, IReadOnlyList<string> sweptParameters)
    {
        _connection = connection;
        SweptParameters = sweptParameters;
    }

    /// <summary>Names of the parameters that have more than one value in the dataset, in the experiment's order.</summary>
    public IReadOnlyList<string> SweptParameters { get; private set; }

    /// <summary>
    /// Opens a dataset. Throws <see cref="QueryRefusedException"/> where it has no rows yet, and <see cref="InvalidDataException"/> for a file that is not as it was committed.
    /// </summary>
    /// <param name="directory">The dataset's directory.</param>
    /// <param name="definition">The sweep in it.</param>
    public static DatasetDatabase Open(string directory, SweepDefinition definition)
    {
        IReadOnlyList<string> risks = DatasetFiles.Risks(directory), trials = DatasetFiles.Trials(directory);
        if (risks.Count == 0)
        {
            throw new EmptyDatasetException(directory);
        }

        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var database = new DatasetDatabase(connection, []);
        try
        {
            database.Execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET preserve_insertion_order = true");
            string[] parameters = [.. definition.Experiment.Parameters.Select(parameter => parameter.Name)];
            database.Execute($"CREATE VIEW {DatasetLayout.RisksName} AS SELECT * FROM {Files(risks)}");
            database.Execute($"CREATE VIEW cells AS SELECT cell, {string.Join(", ", parameters.Select(name => $"any_value({Name(name)}) AS {Name(name)}"))}, max(trials) AS trials FROM risks GROUP BY cell ORDER BY cell");
            if (trials.Count > 0)
            {
                database.Execute($"CREATE VIEW {DatasetLayout.TrialsName} AS SELECT * FROM {Files(trials)}");
            }

            var counts = database.Run($"SELECT {string.Join(", ", parameters.Select(name => $"count(DISTINCT {Name(name)})"))} FROM risks").Rows[0];
            database.SweptParameters = [.. parameters.Where((_, i) => Convert.ToInt64(counts[i], CultureInfo.InvariantCulture) > 1)];
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement and reads its answer, of which the first <paramref name="rowsMax"/> rows are kept; throws <see cref="QueryRefusedException"/> with DuckDB's words where it is wrong.</summary>
    public QueryResult Run(string sql, int rowsMax = int.MaxValue) => Run(_connection, sql, rowsMax);

    internal static QueryResult Run(DuckDBConnection connection, string sql, int rowsMax = int.MaxValue)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            var rows = new List<IReadOnlyList<object?>>();
            long total = 0;
            for (; reader.Read(); total++)
            {
                if (total >= rowsMax)
                {
                    continue;
                }

                rows.Add([.. Enumerable.Range(0, columns.Length).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }

            return new QueryResult(columns, rows) { RowsTotal = total };
        }
        catch (DuckDBException e)
        {
            throw new QueryRefusedException(e.Message, e);
        }
    }

    /// <summary>Writes the answer of a query to a file, which is replaced; throws <see cref="QueryRefusedException"/> where the query is wrong or the file cannot be written.</summary>
    public void Export(string sql, QueryFormat format, string path)
    {
        string options = format switch
        {
            QueryFormat.Csv => "FORMAT csv, HEADER",
            QueryFormat.Json => "FORMAT json, ARRAY true",
            _ => "FORMAT parquet, COMPRESSION zstd",
        };
        Execute($"COPY ({sql.TrimEnd().TrimEnd(';')}\n) TO {Text(path)} ({options})");
    }

    /// <summary>A parameter's name as SQL takes it.</summary>
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Execute(string sql) => Run(sql);

    private static string Files(IEnumerable<string> paths) => $"read_parquet([{string.Join(", ", paths.Select(Text))}])";

    internal static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
