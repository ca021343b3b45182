using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>An experiment with the parameters of the linear model and nothing behind them.</summary>
internal sealed class SpecExperiment(string name = "linear") : IExperiment
{
    public string Name => name;

    public IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        Whole("dx", 16384),
        Whole("dy", 16384),
        Whole("n", int.MaxValue),
        new("noise_std", ParameterKind.Real, "Noise.") { Minimum = 0 },
        Whole("true_rank", 16384),
        new("spectrum", ParameterKind.Choice, "Spectrum.") { Choices = ["gaussian", "constant", "exponential", "power"] },
        new("scale", ParameterKind.Real, "Scale.") { Minimum = 0, MinimumExcluded = true, Default = ParameterValue.Of(1.0) },
        new("decay_rate", ParameterKind.Real, "Decay.") { Minimum = 0, Default = ParameterValue.Of(0.0) },
        new("input_spectrum", ParameterKind.Choice, "Inputs.") { Choices = ["identity", "constant", "exponential", "power"], Default = ParameterValue.Of("identity") },
        new("input_decay_rate", ParameterKind.Real, "Decay of inputs.") { Minimum = 0, Default = ParameterValue.Of(0.0) },
        new("input_rotated", ParameterKind.Flag, "Rotated.") { Default = ParameterValue.Of(false) },
    ];

    public string WorkspaceFormula => "8 (dx n + dx dy)";

    public IReadOnlyList<string> Methods => ["full", "lora", "ridge"];

    public IReadOnlyList<string> DefaultMethods => ["full", "lora"];

    public IReadOnlyList<string> Diagnostics => ["forgetting"];

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request)
    {
        long smaller = Math.Min(cell.Values[0].Integer, cell.Values[1].Integer);
        var problems = new List<CellProblem>();
        if (cell.Values[4].Integer > smaller)
        {
            problems.Add(new CellProblem(["true_rank", "dx", "dy"], "true_rank exceeds min(dx, dy)", $"{cell.Values[4]}", $"at most {smaller}", "lower true_rank"));
        }

        if (request.Ranks.Ranks?[^1] > smaller)
        {
            problems.Add(new CellProblem(["lora_ranks", "dx", "dy"], "a rank exceeds min(dx, dy)", $"{request.Ranks.Ranks[^1]}", $"at most {smaller}", "lower it"));
        }

        return problems;
    }

    public IReadOnlyList<string> DataParameters(Cell cell) => [.. Parameters.Select(p => p.Name)];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) => [new Outcome("full", null)];

    public Moments MomentsOf(Cell cell, Outcome outcome) => Moments.Finite;

    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => 1e-3;

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => 8 * ((cell.Values[0].Number * cell.Values[2].Number) + (cell.Values[0].Number * cell.Values[1].Number));

    public string NumericFingerprint() => "none";

    public ITrialRunner CreateRunner() => throw new NotSupportedException("nothing runs here");

    private static ParameterSpec Whole(string name, long most) => new(name, ParameterKind.Integer, name) { Minimum = 1, Maximum = most };
}
