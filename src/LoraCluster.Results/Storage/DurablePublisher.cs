namespace LoraCluster.Results.Storage;

/// <summary>What <see cref="DurablePublisher"/> is to do about a file of the same name with other bytes.</summary>
public enum Conflict
{
    /// <summary>The file has been moved away: publish again.</summary>
    Removed,

    /// <summary>The file stays and stands for ours.</summary>
    Accepted,
}

/// <summary>
/// Puts bytes under a name so that they survive a power cut: temporary file, fsync, rename, fsync of the directory.
/// Doing it twice, or in two processes at once, is harmless.
/// </summary>
public sealed class DurablePublisher(IDurableFiles files)
{
    private const int AttemptsMax = 16;

    /// <summary>
    /// Publishes <paramref name="content"/>; where the name is taken by other bytes, <paramref name="onConflict"/> decides
    /// (it may throw). Throws <see cref="StorageException"/>; then no temporary file is left, as far as the disk allows.
    /// </summary>
    public void Publish(string path, ReadOnlyMemory<byte> content, Func<Conflict> onConflict)
    {
        try
        {
            for (int attempt = 0; attempt < AttemptsMax; attempt++)
            {
                if (TryPublish(path, content.Span) || Stands(path, content.Span, onConflict))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "write", path);
        }

        throw StorageException.From(new IOException("the name keeps changing under our hands", Errno.Io), "write", path);
    }

    /// <summary>
    /// Puts <paramref name="content"/> in the place of whatever has the name: after a power cut one of the two is there, whole. Throws <see cref="StorageException"/>.
    /// </summary>
    public void Replace(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            string temporary = WriteTemporary(path, content.Span);
            try
            {
                files.Replace(temporary, path);
                files.SyncDirectory(Path.GetDirectoryName(path)!);
            }
            catch (Exception error) when (StorageException.IsStorageTrouble(error))
            {
                Discard(temporary);
                throw;
            }
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "write", path);
        }
    }

    private bool TryPublish(string path, ReadOnlySpan<byte> content)
    {
        if (files.FileExists(path))
        {
            return false;
        }

        string temporary = WriteTemporary(path, content);
        try
        {
            if (files.TryRename(temporary, path))
            {
                files.SyncDirectory(Path.GetDirectoryName(path)!);
                return true;
            }
        }
        catch (FileNotFoundException)
        {
            // Another process finished the sweep and swept up our temporary file; the next attempt finds its result.
            return false;
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            Discard(temporary);
            throw;
        }

        files.DeleteFile(temporary);
        return false;
    }

    private string WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        var (file, temporary) = CreateTemporary(path);
        try
        {
            using (file)
            {
                file.Write(content);
                file.Sync();
            }

            return temporary;
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            Discard(temporary);
            throw;
        }
    }

    private (IDurableFile File, string Path) CreateTemporary(string path)
    {
        while (true)
        {
            string temporary = TemporaryNames.Next(path);
            try
            {
                return (files.CreateNew(temporary), temporary);
            }
            catch (FileExistsException)
            {
                // A process of the same number, on another host or before a restart, left or holds this name: take the next.
            }
            catch (Exception error) when (StorageException.IsStorageTrouble(error))
            {
                Discard(temporary);
                throw;
            }
        }
    }

    private bool Stands(string path, ReadOnlySpan<byte> content, Func<Conflict> onConflict)
    {
        if (files.ReadIfThere(path) is not { } existing)
        {
            return false;
        }

        if (!content.SequenceEqual(existing) && onConflict() == Conflict.Removed)
        {
            return false;
        }

        // Whoever wrote it may not have come as far as making it durable.
        files.SyncFile(path);
        files.SyncDirectory(Path.GetDirectoryName(path)!);
        return true;
    }

    private void Discard(string temporary)
    {
        try
        {
            files.DeleteFile(temporary);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            // The first failure is the one to report; the leftover is removed when the sweep finishes.
        }
    }
}
