using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Verification;

/// <summary>The findings about one part: its record, and each of its Parquet files against record and manifest.</summary>
internal static class PartVerification
{
    public static IEnumerable<Finding> Of(IDurableFiles files, DatasetLayout layout, int part, SweepHeader? header, IReadOnlyDictionary<string, PartFile>? manifest)
    {
        var record = CommitRecord.Load(files, layout, part);
        yield return RecordFinding(files, layout, part, record, header, manifest is not null);
        foreach (string name in new[] { DatasetLayout.RisksOf(part), DatasetLayout.TrialsOf(part) })
        {
            var recorded = record?.Files.FirstOrDefault(file => file.Name == name);
            var listed = manifest?.GetValueOrDefault(name);
            if (FileFinding(files, layout, name, recorded, listed, manifest is not null) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static Finding RecordFinding(IDurableFiles files, DatasetLayout layout, int part, CommitRecord? record, SweepHeader? header, bool finished)
    {
        string name = DatasetLayout.RecordOf(part);
        if (record is null)
        {
            return files.FileExists(layout.In(name))
                ? new(FindingKind.Corrupt, name, "its digest does not fit its content")
                : finished ? new(FindingKind.Missing, name, "the record is lost")
                : new(FindingKind.Incomplete, name, "the part is not committed yet");
        }

        return header is null || record.DefinitionHash == header.DefinitionHash
            ? new(FindingKind.Ok, name, string.Empty)
            : new(FindingKind.Corrupt, name, $"belongs to another sweep, {record.DefinitionHash}");
    }

    private static Finding? FileFinding(
        IDurableFiles files, DatasetLayout layout, string name, PartFile? recorded, PartFile? listed, bool finished)
    {
        if ((recorded ?? listed) is not { } expected)
        {
            return files.FileExists(layout.In(name))
                ? finished
                    ? new Finding(FindingKind.Unexpected, name, "neither a record nor the manifest knows it") { IsDamage = true }
                    : new Finding(FindingKind.Incomplete, name, "its part is not committed yet")
                : null;
        }

        if (finished && recorded is not null && recorded != listed)
        {
            return new Finding(FindingKind.Corrupt, name, "record and manifest disagree");
        }

        return expected.FaultOf(files, layout) switch
        {
            null => new Finding(FindingKind.Ok, name, string.Empty),
            PartFile.Missing => new Finding(FindingKind.Missing, name, "missing"),
            var fault => new Finding(FindingKind.Corrupt, name, fault),
        };
    }
}
