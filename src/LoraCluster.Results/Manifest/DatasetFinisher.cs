using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Closes a dataset whose parts are all committed.</summary>
public static class DatasetFinisher
{
    /// <summary>
    /// Reads every part once more, and where all are as committed writes <c>_manifest.json</c> durably (a damaged one is quarantined first), removes our leftover temporary
    /// files, and deletes <c>_previous/</c>. Doing it twice is harmless. Throws <see cref="DatasetIncompleteException"/> and <see cref="StorageException"/>.
    /// </summary>
    /// <param name="directory">The dataset.</param>
    /// <param name="partCount">Number of parts of the plan.</param>
    public static DatasetManifest Finish(DatasetDirectory directory, int partCount)
    {
        try
        {
            var manifest = Collect(directory, partCount);
            new DurablePublisher(directory.Files).Publish(directory.Layout.Manifest, manifest.ToBytes(), () => Replace(directory));
            RemoveTemporaries(directory.Files, directory.Layout);
            DatasetExtension.Finish(directory.Layout.Root, directory.Files);
            return manifest;
        }
        catch (Exception error) when (StorageException.TroubleIn(error) is { } cause)
        {
            throw StorageException.From(cause, "finish", directory.Layout.Root);
        }
    }

    // A bit may have flipped since the commit, and a manifest that lists such a file would call it whole.
    private static DatasetManifest Collect(DatasetDirectory directory, int partCount)
    {
        var records = Enumerable.Range(0, partCount).AsParallel().AsOrdered()
            .Select(part => CommitRecord.LoadWhole(directory.Files, directory.Layout, part, directory.Header.DefinitionHash)).ToArray();
        int[] missing = [.. Enumerable.Range(0, partCount).Where(part => records[part] is null)];
        return missing.Length > 0 ? throw new DatasetIncompleteException(missing) : Manifest(directory, records.SelectMany(record => record!.Files));
    }

    private static DatasetManifest Manifest(DatasetDirectory directory, IEnumerable<PartFile> found) => new(
        directory.Header.DefinitionHash,
        Sha256.Of(directory.Header.ToBytes()),
        [.. found.OrderBy(file => file.Name, StringComparer.Ordinal)])
    {
        CompactedFrom = directory.Header.CompactedFrom,
    };

    private static Conflict Replace(DatasetDirectory directory)
    {
        new Quarantine(directory.Files, directory.Layout).Take(DatasetLayout.ManifestName);
        return Conflict.Removed;
    }

    private static void RemoveTemporaries(IDurableFiles files, DatasetLayout layout)
    {
        string[] places = [layout.Root, layout.In(DatasetLayout.RisksName), layout.In(DatasetLayout.TrialsName), layout.Commits];
        foreach (string place in places)
        {
            foreach (var entry in files.List(place).Where(entry => !entry.IsDirectory && TemporaryNames.IsOurs(entry.Name)))
            {
                files.DeleteFile(Path.Combine(place, entry.Name));
            }
        }
    }
}
