using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Reading;

/// <summary>The Parquet files of a dataset for other readers: those that are committed, after their sha256.</summary>
public static class DatasetFiles
{
    /// <summary>Full paths of the files of statistics, ascending. Throws <see cref="InvalidDataException"/> for one that is missing or has other bytes than were committed.</summary>
    public static IReadOnlyList<string> Risks(string directory) => [.. Reading.CommittedParts.In(LocalFiles.Instance, LayoutOf(directory), DatasetLayout.RisksName)];

    /// <summary>The same for single trials; empty where the sweep keeps none.</summary>
    public static IReadOnlyList<string> Trials(string directory) => [.. Reading.CommittedParts.In(LocalFiles.Instance, LayoutOf(directory), DatasetLayout.TrialsName)];

    /// <summary>Numbers of the parts that are committed now, ascending; none where there is no dataset.</summary>
    public static IReadOnlyList<int> CommittedParts(string directory) =>
        [.. LocalFiles.Instance.List(LayoutOf(directory).Commits).Select(entry => DatasetLayout.PartNumber(entry.Name, ".json")).OfType<int>().Order()];

    private static DatasetLayout LayoutOf(string directory) => new(Path.GetFullPath(directory));
}
