using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace LoraCluster.Results.Parts;

/// <summary>How a part is encoded: fixed by the format, never by the machine.</summary>
internal static class PartFormat
{
    /// <summary>Most rows in one row group.</summary>
    public const int RowGroupRows = 1_000_000;

    // Vector widths differ between machines, and with them the order in which -0.0 and 0.0 meet in the column statistics.
    static PartFormat() => ParquetOptions.UseHardwareAcceleration = false;

    /// <summary>Options of the writer for a schema.</summary>
    public static ParquetOptions Options(ParquetSchema schema)
    {
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd,
            // The library's default, SmallestSize, is 18 times slower for half a percent.
            CompressionLevel = CompressionLevel.Fastest,
        };
        foreach (var field in schema.GetDataFields())
        {
            if (HintOf(field) is { } hint)
            {
                options.ColumnEncodingHints[field.Name] = hint;
            }
        }

        return options;
    }

    // The library shows a word's type as text in one version and as a span of characters in another: what is no number and no flag is a word.
    private static EncodingHint? HintOf(DataField field) =>
        field.ClrType == typeof(int) || field.ClrType == typeof(long) ? EncodingHint.DeltaBinaryPacked
        : field.ClrType == typeof(double) || field.ClrType == typeof(bool) ? null
        : EncodingHint.Dictionary;
}
