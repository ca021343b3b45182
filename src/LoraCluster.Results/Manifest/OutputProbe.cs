using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Tries a directory out before anything is computed for it.</summary>
internal static class OutputProbe
{
    /// <summary>Creates the directory with its parents; throws <see cref="OutputRefusedException"/>.</summary>
    public static void Create(IDurableFiles files, string root)
    {
        if (files.FileExists(root))
        {
            throw new OutputRefusedException(OutputRefusal.NotADirectory, $"{root}: the output must be a directory; it is a file or a broken symbolic link");
        }

        try
        {
            files.CreateDurably(root);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            var reason = StorageException.From(error, "create", root).Fault is StorageFault.NotAllowed or StorageFault.ReadOnly
                ? OutputRefusal.NotWritable
                : OutputRefusal.NotADirectory;
            throw new OutputRefusedException(reason, $"{root}: cannot create the output directory: {Describe(error)}", error);
        }
    }

    /// <summary>Writes, syncs, renames and deletes a file of no content; throws <see cref="OutputRefusedException"/>.</summary>
    public static void Try(IDurableFiles files, string root)
    {
        string temporary = string.Empty;
        try
        {
            temporary = TemporaryNames.Next(Path.Combine(root, "_probe"));
            using (var file = files.CreateNew(temporary))
            {
                file.Write("probe\n"u8);
                file.Sync();
            }

            string renamed = TemporaryNames.Next(Path.Combine(root, "_probe"));
            files.TryRename(temporary, renamed);
            temporary = renamed;
            files.SyncDirectory(root);
            files.DeleteFile(renamed);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            Discard(files, temporary);
            throw new OutputRefusedException(OutputRefusal.NotWritable, $"{root}: the output directory cannot be written: {Describe(error)}", error);
        }
    }

    private static void Discard(IDurableFiles files, string temporary)
    {
        try
        {
            files.DeleteFile(temporary);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            // The probe's own failure is reported; a leftover of a few bytes is swept when a sweep finishes here.
        }
    }

    private static string Describe(Exception error) => $"{Errno.NameOf(Errno.Of(error))}: {error.Message}";
}
