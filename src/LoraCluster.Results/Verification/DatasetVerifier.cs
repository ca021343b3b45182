using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Verification;

/// <summary>Checks a dataset against its own records. Needs nothing but the directory, and changes nothing in it.</summary>
public static class DatasetVerifier
{
    /// <summary>
    /// One finding per file that is there or should be, in ordinal order of name. The dataset is whole and finished where no finding
    /// <see cref="Finding.IsDamage"/>. Throws <see cref="DirectoryNotFoundException"/> where there is no directory, and <see cref="StorageException"/>.
    /// </summary>
    public static IReadOnlyList<Finding> Verify(string path, IDurableFiles? files = null)
    {
        files ??= LocalFiles.Instance;
        var layout = new DatasetLayout(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!files.DirectoryExists(layout.Root))
        {
            throw new DirectoryNotFoundException($"{layout.Root}: no such directory");
        }

        try
        {
            return [.. new Verification(files, layout).Run().OrderBy(finding => finding.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (StorageException.TroubleIn(error) is { } cause)
        {
            throw StorageException.From(cause, "verify", layout.Root);
        }
    }
}
