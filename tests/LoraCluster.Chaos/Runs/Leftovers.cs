using LoraCluster.Chaos.Nemeses;
using LoraCluster.Results.Manifest;

namespace LoraCluster.Chaos.Runs;

/// <summary>Files that have no business in a data directory once everything is over.</summary>
internal static class Leftovers
{
    /// <summary>
    /// Temporary files, whoever made them, and files of the dataset that an undisturbed run (<paramref name="expected"/>, relative to the dataset) does not have; paths relative to the data directory.
    /// What a nemesis put there is foreign to the cluster, and left alone by it.
    /// </summary>
    public static IReadOnlyList<string> In(string data, string dataset, IReadOnlySet<string> expected) =>
    [
        .. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".tmp", StringComparison.Ordinal) || (IsIn(f, dataset) && !MayBeThere(Path.GetRelativePath(dataset, f)) && !expected.Contains(Path.GetRelativePath(dataset, f))))
            .Select(f => Path.GetRelativePath(data, f)).Except(DiskNemeses.ForeignFiles).Order(StringComparer.Ordinal),
    ];

    // Timings are each node's own; what was damaged is kept for people to look at.
    private static bool MayBeThere(string file) => DatasetLayout.IsTelemetry(file) || IsIn(file, DatasetLayout.QuarantineName);

    private static bool IsIn(string file, string directory) => file.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
