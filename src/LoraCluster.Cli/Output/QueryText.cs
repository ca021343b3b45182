using System.Globalization;
using LoraCluster.Reports.Queries;

namespace LoraCluster.Cli.Output;

/// <summary>The answer to a query, for people.</summary>
internal static class QueryText
{
    /// <summary>The most rows of a table.</summary>
    public const int MostRows = 200;

    /// <summary>Writes a table of at most 200 rows to the output, and to the other stream how many more there are.</summary>
    public static void Write(QueryResult result, Streams streams)
    {
        if (result.Columns.Count == 0)
        {
            return;
        }

        TextTable.Write(streams.Out, result.Columns, [.. result.Rows.Select(row => row.Select(Of).ToArray())]);
        streams.Error.WriteLine(result.RowsTotal > MostRows
            ? $"{Units.Of(result.RowsTotal, "row")}, the first {MostRows} shown; --format csv has all"
            : Units.Of(result.RowsTotal, "row"));
    }

    private static string Of(object? value) => value switch
    {
        null => "-",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable many and not string => $"[{string.Join(", ", many.Cast<object?>().Select(Of))}]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };
}
