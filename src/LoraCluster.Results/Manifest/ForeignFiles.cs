using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>Finds what does not belong to a dataset. Such files are reported and left alone.</summary>
internal static class ForeignFiles
{
    private static readonly HashSet<string> RootNames = new(StringComparer.Ordinal)
    {
        DatasetLayout.RisksName, DatasetLayout.TrialsName, DatasetLayout.CommitsName, DatasetLayout.HeaderName, DatasetLayout.ManifestName,
        DatasetLayout.QuarantineName, DatasetLayout.PreviousName,
    };

    /// <summary>Names of foreign files and directories, relative to the dataset, in ordinal order.</summary>
    public static IReadOnlyList<string> In(IDurableFiles files, DatasetLayout layout) =>
    [
        .. files.List(layout.Root).Where(IsForeignInRoot).Select(entry => entry.Name)
            .Concat(InDirectory(files, layout, DatasetLayout.RisksName, ".parquet"))
            .Concat(InDirectory(files, layout, DatasetLayout.TrialsName, ".parquet"))
            .Concat(InDirectory(files, layout, DatasetLayout.CommitsName, ".json"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Foreign entries of one directory of parts or records, as names relative to the dataset.</summary>
    public static IEnumerable<string> InDirectory(IDurableFiles files, DatasetLayout layout, string directory, string extension) =>
        files.List(layout.In(directory)).Where(entry => IsForeign(entry, extension)).Select(entry => $"{directory}/{entry.Name}");

    private static bool IsForeignInRoot(FileEntry entry) => !RootNames.Contains(entry.Name) && !DatasetLayout.IsTelemetry(entry.Name) && !TemporaryNames.IsOurs(entry.Name);

    private static bool IsForeign(FileEntry entry, string extension) =>
        entry.IsDirectory || (DatasetLayout.PartNumber(entry.Name, extension) is null && !TemporaryNames.IsOurs(entry.Name));
}
