using LoraCluster.Linear;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Benchmarks.Precision;

/// <summary>The paper's four sweeps, as the repository has them.</summary>
internal static class PaperSweeps
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["noise", "samples", "true-rank", "decay"];

    /// <summary>Reads one from a folder.</summary>
    public static SweepDefinition Read(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".yaml");
        return SweepFile.Parse(File.ReadAllBytes(path), path, [new LinearExperiment()]).Definition ?? throw new InvalidDataException(path);
    }
}
