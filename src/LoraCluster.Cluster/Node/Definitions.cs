using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cluster.Node;

/// <summary>Reads definitions that travelled as their canonical JSON.</summary>
/// <param name="experiments">The experiments of this program.</param>
public sealed class Definitions(IReadOnlyList<IExperiment> experiments)
{
    // Whoever submitted the sweep was held to limits; what was accepted is not judged again.
    private static readonly SweepLimits Unlimited = new() { MaxCells = long.MaxValue, MaxCellBytes = double.MaxValue };

    /// <summary>The fingerprint of the first experiment's arithmetic on this machine: what every node must share.</summary>
    public string Fingerprint => experiments[0].NumericFingerprint();

    /// <summary>The other experiments that this machine can run, as nodes tell each other: a node with other bits gets no blocks of them.</summary>
    public IReadOnlyList<string> Abilities { get; } = [.. experiments.Skip(1).Where(e => e.Unavailable is null).Select(AbilityFor)];

    /// <summary>What a node must be able to do to work on a sweep of this experiment; null where every node can. Throws <see cref="ExperimentUnavailableException"/> where this one cannot.</summary>
    public string? AbilityNeeded(IExperiment experiment) => experiment.Name == experiments[0].Name ? null : AbilityFor(experiment);

    private static string AbilityFor(IExperiment experiment) => $"{experiment.Name}={experiment.NumericFingerprint()}";

    /// <summary>Throws <see cref="InvalidDataException"/> for what is no definition.</summary>
    public SweepDefinition Read(byte[] canonicalJson)
    {
        var result = SweepFile.Parse(canonicalJson, "definition", experiments, Unlimited);
        return result.Definition ?? throw new InvalidDataException(string.Join("; ", result.Errors.Take(3)));
    }
}
