using LoraCluster.Results.Manifest;

namespace LoraCluster.Results.Verification;

/// <summary>Whether one part is committed, and which of its files are wrong.</summary>
/// <param name="Part">The part.</param>
/// <param name="IsCommitted">True where record and files verify.</param>
/// <param name="Wrong">Files to move away, with the reason.</param>
internal sealed record PartCheck(int Part, bool IsCommitted, IReadOnlyList<(string Name, string Reason)> Wrong)
{
    public static PartCheck Of(DatasetDirectory directory, int part, int partCount)
    {
        var (files, layout) = (directory.Files, directory.Layout);
        string record = DatasetLayout.RecordOf(part);
        string[] present =
        [
            .. new[] { DatasetLayout.RisksOf(part), DatasetLayout.TrialsOf(part), record }.Where(name => files.FileExists(layout.In(name))),
        ];
        if (part >= partCount)
        {
            return new PartCheck(part, false, [.. present.Select(name => (name, "the sweep has no such part"))]);
        }

        if (!present.Contains(record))
        {
            return new PartCheck(part, false, StrayTrials(directory, part, present));
        }

        return CommitRecord.Load(files, layout, part) is not { } committed
            ? new PartCheck(part, false, [(record, "the commit record is damaged")])
            : committed.DefinitionHash != directory.Header.DefinitionHash
                ? new PartCheck(part, false, [.. present.Select(name => (name, $"belongs to another sweep, {committed.DefinitionHash}"))])
                : AgainstRecord(directory, part, committed, present);
    }

    private static PartCheck AgainstRecord(DatasetDirectory directory, int part, CommitRecord record, string[] present)
    {
        var wrong = new List<(string, string)>();
        bool whole = (record.Trials is not null) == directory.Definition.KeepTrials;
        foreach (var file in record.Files)
        {
            string? fault = file.FaultOf(directory.Files, directory.Layout);
            whole &= fault is null;
            if (fault is not null && present.Contains(file.Name))
            {
                wrong.Add((file.Name, fault));
            }
        }

        wrong.AddRange(StrayTrials(directory, part, present));
        return new PartCheck(part, whole, wrong);
    }

    private static (string, string)[] StrayTrials(DatasetDirectory directory, int part, string[] present) =>
        !directory.Definition.KeepTrials && present.Contains(DatasetLayout.TrialsOf(part))
            ? [(DatasetLayout.TrialsOf(part), "the sweep keeps no trials")]
            : [];
}
