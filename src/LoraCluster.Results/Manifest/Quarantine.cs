using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Moves files found wrong out of the dataset, into <c>_quarantine/</c>, numbered; never over another one, and never deleting.</summary>
public sealed class Quarantine(IDurableFiles files, DatasetLayout layout)
{
    /// <summary>
    /// Moves the file of this name (<c>risks/part-000000.parquet</c>) away; returns its new name in the dataset
    /// (<c>_quarantine/000001-risks-part-000000.parquet</c>), or null where the file has gone meanwhile. Throws <see cref="StorageException"/>.
    /// </summary>
    public string? Take(string name)
    {
        try
        {
            files.CreateDurably(layout.Quarantine);
            return Move(name);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "quarantine", layout.In(name));
        }
    }

    private string Move(string name)
    {
        string flat = name.Replace('/', '-').TrimStart('_');
        for (int number = files.List(layout.Quarantine).Count + 1; ; number++)
        {
            string moved = FormattableString.Invariant($"{DatasetLayout.QuarantineName}/{number:D6}-{flat}");
            if (files.TryRename(layout.In(name), layout.In(moved)))
            {
                files.SyncDirectory(layout.Quarantine);
                files.SyncDirectory(Path.GetDirectoryName(layout.In(name))!);
                return moved;
            }
        }
    }
}
