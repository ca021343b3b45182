namespace LoraCluster.Chaos.Runs;

/// <summary>Files that have no business in a data directory once everything is over.</summary>
internal static class Leftovers
{
    /// <summary>Temporary files, whoever made them; paths relative to the data directory. What a nemesis put there is foreign to the cluster, and left alone by it.</summary>
    public static IReadOnlyList<string> In(string data) =>
    [
        .. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".tmp", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(data, f)).Order(StringComparer.Ordinal),
    ];
}
