using System.Security.Cryptography;
using System.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>A sweep file, read, checked and normalised. Two files that mean the same have the same <see cref="CanonicalJson"/>.</summary>
public sealed record SweepDefinition
{
    /// <summary>The sweep's name, <c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is simulated.</summary>
    public required IExperiment Experiment { get; init; }

    /// <summary>What is looked for in each cell; null where losses are measured. <see cref="Experiment"/> is already the one that looks for it.</summary>
    public CrossingSearch? Find { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether cells along a swept axis share random numbers.</summary>
    public required Seeding Seeding { get; init; }

    /// <summary>Monte Carlo replications per cell, at least 1; with <see cref="Precision"/> the most that a cell may take.</summary>
    public required int Trials { get; init; }

    /// <summary>When a cell has trials enough; null where every cell has the same number of them.</summary>
    public PrecisionRule? Precision { get; init; }

    /// <summary>What is reported: ranks, methods, diagnostics.</summary>
    public required OutcomeRequest Request { get; init; }

    /// <summary>Whether the loss of every trial is stored, not only its statistics.</summary>
    public required bool KeepTrials { get; init; }

    /// <summary>The cells.</summary>
    public required IParameterGrid Grid { get; init; }

    /// <summary>
    /// The normalised definition: one line of JSON with every field that shapes the dataset, defaults written out, keys in a fixed order. It is itself a valid
    /// sweep file.
    /// </summary>
    public required string CanonicalJson { get; init; }

    /// <summary>SHA-256 of <see cref="CanonicalJson"/>, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson)));

    /// <summary>The hash that keys a cell's random stream.</summary>
    public ulong DataHashOf(Cell cell) => DataHash.Of(Experiment, cell, Seeding == Seeding.Common ? Grid.SweptParameters : NoAxes);

    /// <summary>The rows of a cell, baseline first.</summary>
    public IReadOnlyList<Outcome> OutcomesOf(Cell cell) => Experiment.Outcomes(cell, Request);

    private static readonly IReadOnlySet<string> NoAxes = new HashSet<string>();
}
