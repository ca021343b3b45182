using System.Text.Json;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>One Parquet file of a dataset, as commit records and manifest describe it.</summary>
/// <param name="Name">Its name in the dataset, with <c>/</c>: <c>risks/part-000000.parquet</c>.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest, 64 characters.</param>
public sealed record PartFile(string Name, long Rows, long Bytes, string Sha256)
{
    /// <summary>Describes content about to be published.</summary>
    public static PartFile Of(string name, long rows, ReadOnlySpan<byte> content) =>
        new(name, rows, content.Length, Storage.Sha256.Of(content));

    /// <summary>What is wrong with the file on disk, in words; null where it is exactly the one described.</summary>
    public string? FaultOf(IDurableFiles files, DatasetLayout layout)
    {
        try
        {
            using var stream = files.OpenRead(layout.In(Name));
            return stream.Length != Bytes ? FormattableString.Invariant($"{stream.Length} bytes, recorded {Bytes}")
                : Storage.Sha256.Of(stream) != Sha256 ? "sha256 differs from the recorded one"
                : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Missing;
        }
        catch (IOException error) when (Errno.Of(error) == Errno.Io)
        {
            // A bad sector: the part can be computed again, elsewhere on the disk.
            return "cannot be read (EIO)";
        }
    }

    /// <summary>What <see cref="FaultOf"/> says of a file that is not there.</summary>
    internal const string Missing = "missing";

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteNumber("rows", Rows);
        json.WriteNumber("bytes", Bytes);
        json.WriteString("sha256", Sha256);
        json.WriteEndObject();
    }

    internal static PartFile ReadFrom(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("rows").GetInt64(),
        json.GetProperty("bytes").GetInt64(),
        json.GetProperty("sha256").GetString()!);
}
