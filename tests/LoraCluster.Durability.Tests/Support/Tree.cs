namespace LoraCluster.Durability.Tests.Support;

/// <summary>The source tree that the tests were built in.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LoraCluster.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside a source tree of LoraCluster");
        }

        return folder.FullName;
    }
}
