using System.Globalization;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>Small sweeps over <see cref="ToyExperiment"/>, in parts of a fixed number of positions.</summary>
public sealed record ToySweep
{
    public const string Release = "1.2.3-test";

    public IReadOnlyList<long> Sizes { get; init; } = [3, 5, 123_456_789_012];

    public IReadOnlyList<double> Levels { get; init; } = [0.1, -2.5e-300, 1e17];

    public IReadOnlyList<string> Shapes { get; init; } = ["round", "square"];

    public int Trials { get; init; } = 7;

    public bool KeepTrials { get; init; } = true;

    public IReadOnlyList<int> Ranks { get; init; } = [1, 2];

    public ulong Seed { get; init; } = 42;

    public Seeding Seeding { get; init; } = Seeding.Independent;

    public string Fingerprint { get; init; } = "toy-arithmetic";

    public Func<long, bool>? Where { get; init; }

    public int PositionsPerPart { get; init; } = 12;

    /// <summary>Another grid than the product of the axes.</summary>
    public IParameterGrid? Grid { get; init; }

    public SweepDefinition Definition => new()
    {
        Name = "toy",
        Experiment = new ToyExperiment { Fingerprint = Fingerprint },
        Seed = Seed,
        Seeding = Seeding,
        Trials = Trials,
        Request = new OutcomeRequest(RankSelection.Of(Ranks)),
        KeepTrials = KeepTrials,
        Grid = Grid ?? new ToyGrid(Sizes, Levels, Shapes, Where),
        CanonicalJson = CanonicalJson,
    };

    public int PartCount => (int)((Definition.Grid.PositionCount + PositionsPerPart - 1) / PositionsPerPart);

    private string CanonicalJson => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"name\":\"toy\",\"seed\":{Seed},\"seeding\":\"{(Seeding == Seeding.Common ? "common" : "independent")}\",\"trials\":{Trials},\"keep_trials\":{(KeepTrials ? "true" : "false")},\"lora_ranks\":[{string.Join(',', Ranks)}],\"grid\":{{\"size\":[{string.Join(',', Sizes)}],\"level\":[{string.Join(',', Levels.Select(level => level.ToString("R", CultureInfo.InvariantCulture)))}],\"shape\":[{string.Join(',', Shapes.Select(shape => $"\"{shape}\""))}]}}}}");

    public int PartOf(long position) => (int)(position / PositionsPerPart);

    public PartRange Part(int number)
    {
        long first = (long)number * PositionsPerPart;
        return new PartRange(number, first, Math.Min(PositionsPerPart, Definition.Grid.PositionCount - first));
    }
}
