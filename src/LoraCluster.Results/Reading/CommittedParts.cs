using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Reading;

/// <summary>
/// The Parquet files that a dataset vouches for. Only these are read, and only after their length and sha256: the library that reads them takes a damaged length at its
/// word, and may then fill the memory or never end.
/// </summary>
internal static class CommittedParts
{
    /// <summary>
    /// Paths of the whole files of one directory, ascending: what the manifest lists, and before there is one, what the records name. Throws
    /// <see cref="InvalidDataException"/> on reaching a file or record that is not whole.
    /// </summary>
    public static IEnumerable<string> In(IDurableFiles files, DatasetLayout layout, string directory) =>
        (DatasetManifest.Load(layout.Root, files)?.Files ?? Recorded(files, layout))
        .Where(file => file.Name.StartsWith(directory + "/", StringComparison.Ordinal))
        .Select(file => Whole(files, layout, file));

    /// <summary>The path of one part's whole file; null where the part is not committed. Throws as <see cref="In"/> does.</summary>
    public static string? Find(IDurableFiles files, DatasetLayout layout, int part, string directory) =>
        Record(files, layout, part)?.Files.FirstOrDefault(file => file.Name.StartsWith(directory + "/", StringComparison.Ordinal)) is { } file
            ? Whole(files, layout, file)
            : null;

    private static IEnumerable<PartFile> Recorded(IDurableFiles files, DatasetLayout layout) =>
        files.List(layout.Commits).Select(entry => DatasetLayout.PartNumber(entry.Name, ".json")).OfType<int>().Order()
            .SelectMany(part => Record(files, layout, part)?.Files ?? []);

    private static CommitRecord? Record(IDurableFiles files, DatasetLayout layout, int part)
    {
        string path = layout.In(DatasetLayout.RecordOf(part));
        return CommitRecord.Load(files, layout, part)
            ?? (files.FileExists(path) ? throw new InvalidDataException($"{path}: the commit record is damaged") : null);
    }

    private static string Whole(IDurableFiles files, DatasetLayout layout, PartFile file) =>
        file.FaultOf(files, layout) is { } fault ? throw new InvalidDataException($"{layout.In(file.Name)}: {fault}") : layout.In(file.Name);
}
