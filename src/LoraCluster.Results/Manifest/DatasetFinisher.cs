using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Closes a dataset whose parts are all committed.</summary>
public static class DatasetFinisher
{
    /// <summary>
    /// Writes <c>_manifest.json</c> durably (a damaged one is quarantined first), removes our leftover temporary files, and deletes <c>_previous/</c>.
    /// Doing it twice is harmless. Throws <see cref="DatasetIncompleteException"/> and <see cref="StorageException"/>.
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
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "finish", directory.Layout.Root);
        }
    }

    private static DatasetManifest Collect(DatasetDirectory directory, int partCount)
    {
        var (files, layout) = (directory.Files, directory.Layout);
        var lengths = Lengths(files, layout, DatasetLayout.RisksName).Concat(Lengths(files, layout, DatasetLayout.TrialsName)).ToDictionary();
        var found = new List<PartFile>();
        var missing = new List<int>();
        for (int part = 0; part < partCount; part++)
        {
            var record = CommitRecord.Load(files, layout, part);
            if (record?.DefinitionHash == directory.Header.DefinitionHash
                && record.Files.All(file => lengths.GetValueOrDefault(file.Name, -1) == file.Bytes))
            {
                found.AddRange(record.Files);
            }
            else
            {
                missing.Add(part);
            }
        }

        return missing.Count > 0 ? throw new DatasetIncompleteException(missing) : Manifest(directory, found);
    }

    private static DatasetManifest Manifest(DatasetDirectory directory, List<PartFile> found) => new(
        directory.Header.DefinitionHash,
        Sha256.Of(directory.Header.ToBytes()),
        [.. found.OrderBy(file => file.Name, StringComparer.Ordinal)]);

    private static IEnumerable<KeyValuePair<string, long>> Lengths(IDurableFiles files, DatasetLayout layout, string name) =>
        files.List(layout.In(name)).Select(entry => KeyValuePair.Create($"{name}/{entry.Name}", entry.Length));

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
