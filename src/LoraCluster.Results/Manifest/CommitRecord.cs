using System.Text.Json;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>The content of <c>_commits/part-NNNNNN.json</c>. It is written last: a part with a record has been acknowledged.</summary>
/// <param name="Part">The part.</param>
/// <param name="DefinitionHash">Hash of the sweep it belongs to.</param>
/// <param name="Release">The release that computed it.</param>
/// <param name="Risks">Its statistics.</param>
/// <param name="Trials">Its trials; null unless the sweep keeps them.</param>
public sealed record CommitRecord(int Part, string DefinitionHash, string Release, PartFile Risks, PartFile? Trials)
{
    /// <summary>The Parquet files of the part.</summary>
    public IEnumerable<PartFile> Files => Trials is null ? [Risks] : [Risks, Trials];

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => SealedJson.Seal(json =>
    {
        json.WriteNumber("format", DatasetLayout.FormatVersion);
        json.WriteNumber("part", Part);
        json.WriteString("definition_hash", DefinitionHash);
        json.WriteString("release", Release);
        json.WritePropertyName("risks");
        Risks.WriteTo(json);
        if (Trials is not null)
        {
            json.WritePropertyName("trials");
            Trials.WriteTo(json);
        }
    });

    /// <summary>Reads the file's bytes; null where they are not whole.</summary>
    public static CommitRecord? Read(ReadOnlySpan<byte> bytes) => SealedJson.Read(bytes, Fields);

    /// <summary>Reads the record of a part; null where there is none, or it is not whole or speaks of another part.</summary>
    public static CommitRecord? Load(IDurableFiles files, DatasetLayout layout, int part) =>
        files.ReadIfThere(layout.In(DatasetLayout.RecordOf(part))) is { } bytes && Read(bytes) is { } record && record.Names(part)
            ? record
            : null;

    /// <summary>Reads the record of a part of one sweep and the bytes of its files; null where either is not as it was committed.</summary>
    public static CommitRecord? LoadWhole(IDurableFiles files, DatasetLayout layout, int part, string definitionHash) =>
        Load(files, layout, part) is { } record && record.DefinitionHash == definitionHash && record.Files.All(file => file.FaultOf(files, layout) is null) ? record : null;

    private static CommitRecord Fields(JsonElement json) => new(
        json.GetProperty("part").GetInt32(),
        json.GetProperty("definition_hash").GetString()!,
        json.GetProperty("release").GetString()!,
        PartFile.ReadFrom(json.GetProperty("risks")),
        json.TryGetProperty("trials", out var trials) ? PartFile.ReadFrom(trials) : null);

    private bool Names(int part) => Part == part && Risks.Name == DatasetLayout.RisksOf(part)
        && (Trials is null || Trials.Name == DatasetLayout.TrialsOf(part));
}
