using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cluster.Node;

/// <summary>Reads definitions that travelled as their canonical JSON.</summary>
/// <param name="experiments">The experiments of this program.</param>
public sealed class Definitions(IReadOnlyList<IExperiment> experiments)
{
    // Whoever submitted the sweep was held to limits; what was accepted is not judged again.
    private static readonly SweepLimits Unlimited = new() { MaxCells = long.MaxValue, MaxCellBytes = double.MaxValue };

    /// <summary>One number for the arithmetic of every experiment of this program on this machine.</summary>
    public string Fingerprint => string.Join('-', experiments.Select(e => e.NumericFingerprint()));

    /// <summary>Throws <see cref="InvalidDataException"/> for what is no definition.</summary>
    public SweepDefinition Read(byte[] canonicalJson)
    {
        var result = SweepFile.Parse(canonicalJson, "definition", experiments, Unlimited);
        return result.Definition ?? throw new InvalidDataException(string.Join("; ", result.Errors.Take(3)));
    }
}
