using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Deletes what an extension left in <c>_previous/</c>, and nothing that is not a dataset's.</summary>
internal static class PreviousRemoval
{
    private static readonly (string Directory, string Extension)[] PartDirectories =
    [
        (DatasetLayout.RisksName, ".parquet"), (DatasetLayout.TrialsName, ".parquet"), (DatasetLayout.CommitsName, ".json"),
    ];

    /// <summary>Removes it; the note of the target goes last, so that an interrupted removal is known for what it is.</summary>
    public static void Remove(IDurableFiles files, DatasetLayout layout)
    {
        var previous = new DatasetLayout(layout.Previous);
        foreach (var (directory, extension) in PartDirectories)
        {
            GiveBackForeign(files, layout, previous, directory, extension);
            Clear(files, previous.In(directory), entry => DatasetLayout.PartNumber(entry.Name, extension) is not null);
        }

        files.DeleteFile(previous.Manifest);
        files.DeleteFile(previous.Header);
        files.SyncDirectory(previous.Root);
        files.DeleteFile(ExtensionTarget.PathIn(layout));
        Clear(files, previous.Root, _ => false);
        files.SyncDirectory(layout.Root);
    }

    private static void GiveBackForeign(IDurableFiles files, DatasetLayout layout, DatasetLayout previous, string directory, string extension)
    {
        foreach (string name in ForeignFiles.InDirectory(files, previous, directory, extension).ToArray())
        {
            files.CreateDurably(layout.In(directory));
            files.TryRename(previous.In(name), layout.In(name));
            files.SyncDirectory(layout.In(directory));
        }
    }

    private static void Clear(IDurableFiles files, string directory, Func<FileEntry, bool> isOurs)
    {
        foreach (var entry in files.List(directory).Where(entry => isOurs(entry) || TemporaryNames.IsOurs(entry.Name)))
        {
            files.DeleteFile(Path.Combine(directory, entry.Name));
        }

        if (files.List(directory).Count == 0)
        {
            files.DeleteDirectory(directory);
        }
    }
}
