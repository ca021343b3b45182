using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Results.Manifest;

/// <summary>
/// Extension of a dataset in place: its pieces move to <c>_previous/</c>, the extended sweep is written beside them, and they are
/// deleted when it is whole. A note of the sweep to come is durable before anything moves, so that every step can be taken up again.
/// </summary>
public static class DatasetExtension
{
    // The header moves last: while it stands, verify and the user can still tell what the pieces beside it are.
    private static readonly string[] Pieces =
    [
        DatasetLayout.ManifestName, DatasetLayout.CommitsName, DatasetLayout.RisksName, DatasetLayout.TrialsName, DatasetLayout.HeaderName,
    ];

    /// <summary>
    /// Makes room for <paramref name="extended"/>; nothing happens where the directory holds it already. Doing it twice, or again after a crash, is
    /// harmless. Throws <see cref="OutputRefusedException"/> where there is nothing to extend or another extension is under way, and <see cref="StorageException"/>.
    /// </summary>
    public static void Begin(string path, SweepDefinition extended, IDurableFiles? files = null)
    {
        files ??= LocalFiles.Instance;
        var layout = new DatasetLayout(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string hash = extended.Hash;
        try
        {
            if (DatasetDirectory.ReadHeader(layout.Root, files)?.DefinitionHash == hash || CarryOn(files, layout, extended))
            {
                return;
            }

            RequireDataset(files, layout);
            DropLeftovers(files, layout);
            files.CreateDurably(layout.Previous);
            ExtensionTarget.Write(files, layout, hash);
            MovePieces(files, layout);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "extend", layout.Root);
        }
    }

    /// <summary>Deletes <c>_previous/</c>, foreign files apart, which go back where they were. Only for after the new manifest is durable.</summary>
    public static void Finish(string path, IDurableFiles? files = null)
    {
        files ??= LocalFiles.Instance;
        var layout = new DatasetLayout(path);
        if (!files.DirectoryExists(layout.Previous))
        {
            return;
        }

        try
        {
            PreviousRemoval.Remove(files, layout);
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "delete", layout.Previous);
        }
    }

    /// <summary>The dataset being extended: its directory and header; null where no extension is under way (or nothing of the old dataset is left).</summary>
    public static (string Directory, SweepHeader Header)? Prior(string path, IDurableFiles? files = null)
    {
        string previous = new DatasetLayout(path).Previous;
        return DatasetDirectory.ReadHeader(previous, files) is { } header ? (previous, header) : null;
    }

    /// <summary>
    /// Takes up an interrupted extension to this sweep; false where there is none. Throws <see cref="OutputRefusedException"/> where
    /// the directory is being extended to another sweep.
    /// </summary>
    internal static bool CarryOn(IDurableFiles files, DatasetLayout layout, SweepDefinition definition)
    {
        if (ExtensionTarget.Read(files, layout) is not { } target || IsFinished(files, layout, target))
        {
            return false;
        }

        if (target != definition.Hash)
        {
            throw new OutputRefusedException(
                OutputRefusal.ExtensionUnderWay,
                $"{layout.Root}: is being extended to sweep {target}, ours is {definition.Hash}; run that one to its end first");
        }

        if (DatasetDirectory.ReadHeader(layout.Root, files)?.DefinitionHash != target)
        {
            MovePieces(files, layout);
        }

        return true;
    }

    private static bool IsFinished(IDurableFiles files, DatasetLayout layout, string target) =>
        DatasetManifest.Load(layout.Root, files)?.DefinitionHash == target;

    private static void RequireDataset(IDurableFiles files, DatasetLayout layout)
    {
        if (DatasetDirectory.ReadHeader(layout.Root, files) is null)
        {
            throw new OutputRefusedException(OutputRefusal.CorruptHeader, $"{layout.Root}: holds no dataset that could be extended");
        }
    }

    private static void DropLeftovers(IDurableFiles files, DatasetLayout layout)
    {
        if (files.DirectoryExists(layout.Previous))
        {
            PreviousRemoval.Remove(files, layout);
        }
    }

    private static void MovePieces(IDurableFiles files, DatasetLayout layout)
    {
        foreach (string piece in Pieces)
        {
            string from = layout.In(piece);
            string to = Path.Combine(layout.Previous, piece);
            if (!files.FileExists(from) && !files.DirectoryExists(from))
            {
                continue;
            }

            if (!files.TryRename(from, to))
            {
                throw new OutputRefusedException(OutputRefusal.ExtensionUnderWay, $"{to}: stands in the way of the extension; move it away");
            }

            files.SyncDirectory(layout.Previous);
            files.SyncDirectory(layout.Root);
        }
    }
}
