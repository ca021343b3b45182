using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Reading;

/// <summary>Which parts a directory has files of.</summary>
internal static class PartNumbers
{
    /// <summary>Numbers of the Parquet parts, ascending.</summary>
    public static IEnumerable<int> In(IDurableFiles files, string directory) =>
        files.List(directory).Select(entry => DatasetLayout.PartNumber(entry.Name, ".parquet")).OfType<int>().Order();
}
