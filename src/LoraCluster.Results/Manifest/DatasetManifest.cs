using System.Text.Json;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>The content of <c>_manifest.json</c>: what a finished dataset consists of.</summary>
/// <param name="DefinitionHash">Hash of the sweep.</param>
/// <param name="HeaderSha256">Digest of <c>_sweep.json</c>.</param>
/// <param name="Files">Every Parquet file, in ordinal order of name.</param>
public sealed record DatasetManifest(string DefinitionHash, string HeaderSha256, IReadOnlyList<PartFile> Files)
{
    /// <summary>The hash of the dataset that this one is a copy of, in larger files; null for a dataset that was computed.</summary>
    public string? CompactedFrom { get; init; }

    /// <summary>Rows of statistics in all parts.</summary>
    public long RiskRows => RowsIn(DatasetLayout.RisksName);

    /// <summary>Rows of single trials in all parts.</summary>
    public long TrialRows => RowsIn(DatasetLayout.TrialsName);

    /// <summary>SHA-256 of the file itself: the hash of the dataset. Two datasets with equal hashes are equal, byte for byte.</summary>
    public string DatasetHash => Sha256.Of(ToBytes());

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => SealedJson.Seal(json =>
    {
        json.WriteNumber("format", DatasetLayout.FormatVersion);
        json.WriteString("definition_hash", DefinitionHash);
        json.WriteString("sweep_sha256", HeaderSha256);
        if (CompactedFrom is not null)
        {
            json.WriteString("compacted_from", CompactedFrom);
        }

        json.WriteNumber("risk_rows", RiskRows);
        json.WriteNumber("trial_rows", TrialRows);
        json.WriteStartArray("files");
        foreach (var file in Files)
        {
            file.WriteTo(json);
        }

        json.WriteEndArray();
    });

    /// <summary>Reads the file's bytes; null where they are not whole.</summary>
    public static DatasetManifest? Read(ReadOnlySpan<byte> bytes) => SealedJson.Read(bytes, Fields);

    /// <summary>Reads the manifest of the dataset in a directory; null where there is none or it is not whole.</summary>
    public static DatasetManifest? Load(string directory, IDurableFiles? files = null) =>
        (files ?? LocalFiles.Instance).ReadIfThere(new DatasetLayout(directory).Manifest) is { } bytes ? Read(bytes) : null;

    private static DatasetManifest Fields(JsonElement json) => new(
        json.GetProperty("definition_hash").GetString()!,
        json.GetProperty("sweep_sha256").GetString()!,
        [.. json.GetProperty("files").EnumerateArray().Select(PartFile.ReadFrom)])
    {
        CompactedFrom = json.TryGetProperty("compacted_from", out var source) ? source.GetString() : null,
    };

    private long RowsIn(string directory) =>
        Files.Where(file => file.Name.StartsWith(directory + "/", StringComparison.Ordinal)).Sum(file => file.Rows);
}
