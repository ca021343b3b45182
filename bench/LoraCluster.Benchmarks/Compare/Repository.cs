namespace LoraCluster.Benchmarks.Compare;

/// <summary>The source tree that this program was built in.</summary>
internal static class Repository
{
    /// <summary>The paper's four sweeps.</summary>
    public static readonly IReadOnlyList<string> PaperSweeps = ["noise", "samples", "true-rank", "decay"];

    /// <summary>The folder with the solution in it; throws <see cref="CompareException"/> where the program was copied elsewhere.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below the root.</summary>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LoraCluster.sln")))
            {
                return folder.FullName;
            }
        }

        throw new CompareException($"{start} is not inside a source tree of LoraCluster");
    }
}
