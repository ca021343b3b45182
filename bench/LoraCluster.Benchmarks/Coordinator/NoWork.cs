using System.Globalization;
using System.Text;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Benchmarks.Coordinator;

/// <summary>An experiment that claims a block's work for every cell and does none: losses stay zero.</summary>
internal sealed class NoWork : IExperiment
{
    private const int Trials = 4;

    public string Name => "no-work";

    public IReadOnlyList<ParameterSpec> Parameters { get; } =
        [new("i", ParameterKind.Integer, "a number") { Minimum = 0, Maximum = long.MaxValue / 2 }];

    public string WorkspaceFormula => "nothing";

    /// <summary>A sweep of so many cells, each a block of eight losses.</summary>
    public static SweepDefinition Sweep(long cells)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            name: no-work
            experiment: no-work
            trials: {{Trials}}
            lora_ranks: [1]
            grid:
              i:
                range: {from: 1, to: {{cells}} }
            """);
        SweepParseResult result = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "no-work", [new NoWork()]);
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => [];

    public IReadOnlyList<string> DataParameters(Cell cell) => ["i"];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) => [new Outcome("full", null), new Outcome("lora", 1)];

    public Moments MomentsOf(Cell cell, Outcome outcome) => Moments.Finite;

    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => BlockPlan.SecondsPerBlock / Trials;

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => 0;

    public string NumericFingerprint() => Name;

    public ITrialRunner CreateRunner() => new Runner();

    private sealed class Runner : ITrialRunner
    {
        public void Run(
            Cell cell, IReadOnlyList<Outcome> outcomes, ulong seed, ulong dataHash, long firstTrial, int trialCount, Span<double> losses)
        {
        }

        public void Dispose()
        {
        }
    }
}
