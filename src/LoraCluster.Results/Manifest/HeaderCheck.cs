using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Decides whether the dataset in a directory is the one that we are about to write.</summary>
internal static class HeaderCheck
{
    /// <summary>The header found; null where the directory holds no dataset. Throws <see cref="OutputRefusedException"/> where it holds another one.</summary>
    public static SweepHeader? Existing(IDurableFiles files, DatasetLayout layout, SweepHeader ours, DatasetOptions options)
    {
        if (files.ReadIfThere(layout.Header) is not { } bytes)
        {
            RefuseOrphans(files, layout, ours);
            return null;
        }

        var found = SweepHeader.Read(bytes) ?? throw new OutputRefusedException(
            OutputRefusal.CorruptHeader, $"{layout.Header}: damaged; restore it, or choose another output directory");
        RefuseOther(layout, found, ours, options);
        return found;
    }

    private static void RefuseOther(DatasetLayout layout, SweepHeader found, SweepHeader ours, DatasetOptions options)
    {
        RefuseCompacted(layout.Root, found, ours.CompactedFrom, ours.Compaction);
        if (found.DefinitionHash != ours.DefinitionHash)
        {
            string? difference = options.DescribeDifference(found.CanonicalDefinition, ours.CanonicalDefinition);
            throw new OutputRefusedException(
                OutputRefusal.OtherSweep,
                $"{layout.Root}: holds another sweep: {found.DefinitionHash} there, {ours.DefinitionHash} here; first difference: {difference ?? "none in the fields"}");
        }

        if ((found.Release != ours.Release || found.FormatVersion != ours.FormatVersion) && !options.AcceptRelease)
        {
            throw new OutputRefusedException(
                OutputRefusal.OtherRelease,
                $"{layout.Root}: written by release {found.Release}, this is {ours.Release}; parts computed now may differ in bytes from a run of one release (--accept-release goes on)");
        }

        if (found.Release == ours.Release && found.NumericFingerprint != ours.NumericFingerprint)
        {
            throw new OutputRefusedException(
                OutputRefusal.OtherArithmetic,
                $"{layout.Root}: written by a machine whose arithmetic differs: fingerprint {found.NumericFingerprint} there, {ours.NumericFingerprint} here");
        }
    }

    /// <summary>Throws <see cref="OutputRefusedException"/> where a directory holds a compacted copy, unless of the dataset with this hash and made by this rule.</summary>
    public static void RefuseCompacted(string root, SweepHeader found, string? source, CompactionRule? rule)
    {
        if (found.CompactedFrom != source)
        {
            throw new OutputRefusedException(OutputRefusal.Compacted, found.CompactedFrom is { } copied
                ? $"{root}: holds a compacted copy of the dataset {copied}, to which nothing can be added; use that dataset, or another directory"
                : $"{root}: holds a dataset already; a compacted copy needs a directory of its own");
        }

        if (found.Compaction != rule)
        {
            throw new OutputRefusedException(
                OutputRefusal.Compacted,
                FormattableString.Invariant($"{root}: holds a compacted copy with at most {found.Compaction?.RowsMax} rows a file, by release {found.Compaction?.Release}; expected the same --rows and release, or another directory"));
        }
    }

    // Without _sweep.json the records still tell whose parts these are; ours can be taken up again, another's must not be touched.
    private static void RefuseOrphans(IDurableFiles files, DatasetLayout layout, SweepHeader ours)
    {
        foreach (var entry in files.List(layout.Commits))
        {
            if (DatasetLayout.PartNumber(entry.Name, ".json") is { } part
                && CommitRecord.Load(files, layout, part) is { } record
                && record.DefinitionHash != ours.DefinitionHash)
            {
                throw new OutputRefusedException(
                    OutputRefusal.CorruptHeader,
                    $"{layout.Root}: holds parts of another sweep ({record.DefinitionHash}; ours is {ours.DefinitionHash}) without its {DatasetLayout.HeaderName}");
            }
        }
    }
}
