using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Tests.Toys;

/// <summary>An experiment that is only ever looked at: a parameter of each kind, two estimators.</summary>
public sealed class ToyExperiment : IExperiment
{
    public string Name => "toy";

    public string LossLabel => "loss";

    public IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        new("size", ParameterKind.Integer, "How many.") { Label = "the size" },
        new("level", ParameterKind.Real, "How much.") { Label = "some level λ" },
        new("shape", ParameterKind.Choice, "Which.") { Choices = ["round", "square", "flat"] },
        new("mirrored", ParameterKind.Flag, "Whether.") { Default = ParameterValue.Of(false) },
    ];

    public string WorkspaceFormula => "0";

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => [];

    public IReadOnlyList<string> DataParameters(Cell cell) => [];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) => [];

    public Moments MomentsOf(Cell cell, Outcome outcome) => Moments.Finite;

    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => 1e-6;

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => 0;

    public string NumericFingerprint() => "toy";

    public ITrialRunner CreateRunner() => throw new NotSupportedException("a toy's rows are made by hand");
}
