namespace LoraCluster.Cli.Output;

/// <summary>A table for people: columns as wide as they must be, two spaces between them.</summary>
internal static class TextTable
{
    /// <summary>Writes a heading and rows of as many pieces each.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max())];
        foreach (IReadOnlyList<string> row in rows.Prepend(heading))
        {
            output.WriteLine(string.Join("  ", row.Select((piece, column) => piece.PadRight(widths[column]))).TrimEnd());
        }
    }
}
