namespace LoraCluster.Server.Tests.Toys;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Path(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "LoraCluster.sln")))
            {
                return System.IO.Path.Combine(at.FullName, name);
            }
        }

        throw new DirectoryNotFoundException("no LoraCluster.sln above " + AppContext.BaseDirectory);
    }
}
