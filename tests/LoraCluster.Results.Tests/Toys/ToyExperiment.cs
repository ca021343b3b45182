using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>An experiment with a parameter of each kind, two methods, and losses that are hashes.</summary>
public sealed class ToyExperiment : IExperiment
{
    public string Name => "toy";

    public string Fingerprint { get; init; } = "toy-arithmetic";

    public IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        new("size", ParameterKind.Integer, "How many.") { Minimum = 1, Maximum = 1e15 },
        new("level", ParameterKind.Real, "How much."),
        new("shape", ParameterKind.Choice, "Which.") { Choices = ["round", "square"] },
        new("mirrored", ParameterKind.Flag, "Whether."),
    ];

    public string WorkspaceFormula => "0";

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => [];

    public IReadOnlyList<string> DataParameters(Cell cell) => ["size", "level", "shape", "mirrored"];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) =>
        [new("base", null), .. (request.Ranks.Ranks ?? [1, 2, 3]).Select(rank => new Outcome("low", rank))];

    public Moments MomentsOf(Cell cell, Outcome outcome) => cell.Values[0].Integer % 5 == 0 ? Moments.InfiniteMean : Moments.Finite;

    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => outcome.Rank is null ? new(cell.Values[1].Real * 0.1, "exact") : TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => 1e-6;

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => 0;

    public string NumericFingerprint() => Fingerprint;

    public ITrialRunner CreateRunner() => throw new NotSupportedException("toy losses come from ToyRows");
}
