using System.Text.Json;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Results.Manifest;

/// <summary>The content of <c>_sweep.json</c>: which sweep a dataset holds, and what computed it.</summary>
/// <param name="Release">The release that began the dataset.</param>
/// <param name="NumericFingerprint">The hash of the arithmetic's self-test.</param>
/// <param name="DefinitionHash">SHA-256 of <paramref name="CanonicalDefinition"/>, 64 characters.</param>
/// <param name="CanonicalDefinition">The normalised definition: one line of JSON, a valid sweep file.</param>
public sealed record SweepHeader(string Release, string NumericFingerprint, string DefinitionHash, string CanonicalDefinition)
{
    /// <summary>The version of the dataset's format.</summary>
    public int FormatVersion { get; init; } = DatasetLayout.FormatVersion;

    /// <summary>The hash of the finished dataset that this one is a copy of, in larger files; null for a dataset that was computed.</summary>
    public string? CompactedFrom { get; init; }

    /// <summary>How a copy was made: its files follow from it. Null for a dataset that was computed.</summary>
    public CompactionRule? Compaction { get; init; }

    /// <summary>The header of a sweep computed by a release.</summary>
    public static SweepHeader Of(SweepDefinition definition, string release) =>
        new(release, definition.Experiment.NumericFingerprint(), definition.Hash, definition.CanonicalJson);

    /// <summary>The file's bytes: the same for the same sweep, release and arithmetic.</summary>
    public byte[] ToBytes() => SealedJson.Seal(json =>
    {
        json.WriteNumber("format", FormatVersion);
        json.WriteString("release", Release);
        json.WriteString("numeric_fingerprint", NumericFingerprint);
        json.WriteString("definition_hash", DefinitionHash);
        if (CompactedFrom is not null)
        {
            json.WriteString("compacted_from", CompactedFrom);
            json.WriteNumber("compacted_rows", Compaction!.RowsMax);
            json.WriteString("compacted_by", Compaction.Release);
        }

        json.WritePropertyName("definition");
        json.WriteRawValue(CanonicalDefinition);
    });

    /// <summary>Reads the file's bytes; null where they are not whole.</summary>
    public static SweepHeader? Read(ReadOnlySpan<byte> bytes) => SealedJson.Read(bytes, Fields);

    private static SweepHeader Fields(JsonElement json) => new(
        json.GetProperty("release").GetString()!,
        json.GetProperty("numeric_fingerprint").GetString()!,
        json.GetProperty("definition_hash").GetString()!,
        json.GetProperty("definition").GetRawText())
    {
        FormatVersion = json.GetProperty("format").GetInt32(),
        CompactedFrom = json.TryGetProperty("compacted_from", out var source) ? source.GetString() : null,
        Compaction = json.TryGetProperty("compacted_rows", out var rows) ? new CompactionRule(rows.GetInt32(), json.GetProperty("compacted_by").GetString()!) : null,
    };
}
