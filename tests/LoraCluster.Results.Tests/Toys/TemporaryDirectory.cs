namespace LoraCluster.Results.Tests.Toys;

/// <summary>A directory of the test's own, deleted at its end.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lora-results-");

    public string Path => _directory.FullName;

    public string Out => In("out");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
