using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>An experiment whose losses are hashes: nothing to solve, everything to lose, repeat and compare.</summary>
public sealed class ToyExperiment : IExperiment
{
    public string Name { get; init; } = "toy";

    /// <summary>Why it cannot be run; null where it can.</summary>
    public string? Unavailable { get; init; }

    public IReadOnlyList<ParameterSpec> Parameters { get; } = [new("size", ParameterKind.Integer, "a number")];

    public Func<Cell, double> Seconds { get; init; } = _ => 0.001;

    public Func<Cell, int> OutcomeCount { get; init; } = _ => 2;

    public Func<Cell, Moments> MomentsRule { get; init; } = _ => Moments.Finite;

    /// <summary>Called by the solver's thread before each batch.</summary>
    public Action<Cell, long> BeforeBatch { get; init; } = (_, _) => { };

    /// <summary>False makes a runner that leaves the losses at zero.</summary>
    public bool Computes { get; init; } = true;

    /// <summary>What a loss is, from (a key, the trial, the outcome); hashes where null.</summary>
    public Func<ulong, long, int, double>? Loss { get; init; }

    public IReadOnlyList<string> Methods => ["full", "lora"];

    public string WorkspaceFormula => "nothing";

    public IReadOnlyList<CellProblem> Check(Cell cell, OutcomeRequest request) => [];

    public IReadOnlyList<string> DataParameters(Cell cell) => ["size"];

    public IReadOnlyList<Outcome> Outcomes(Cell cell, OutcomeRequest request) =>
        [new Outcome("full", null), .. Enumerable.Range(1, OutcomeCount(cell) - 1).Select(r => new Outcome("lora", r))];

    public Moments MomentsOf(Cell cell, Outcome outcome) => MomentsRule(cell);

    public TheoryValue TheoryOf(Cell cell, Outcome outcome) => outcome.Rank is null ? new TheoryValue(0.5, "exact") : TheoryValue.None;

    public double SecondsPerTrial(Cell cell, OutcomeRequest request) => Seconds(cell);

    public double WorkspaceBytes(Cell cell, OutcomeRequest request) => 0;

    /// <summary>The hash that it claims of its arithmetic.</summary>
    public string Arithmetic { get; init; } = "toy";

    public string NumericFingerprint() => Unavailable is null ? Arithmetic : throw new ExperimentUnavailableException(Unavailable);

    public ITrialRunner CreateRunner() => new Runner(this);

    private sealed class Runner(ToyExperiment toy) : ITrialRunner
    {
        public void Run(
            Cell cell,
            IReadOnlyList<Outcome> outcomes,
            ulong seed,
            ulong dataHash,
            long firstTrial,
            int trialCount,
            Span<double> losses)
        {
            toy.BeforeBatch(cell, firstTrial);
            for (int i = 0; toy.Computes && i < losses.Length; i++)
            {
                losses[i] = (toy.Loss ?? LossOf)(seed ^ dataHash, firstTrial + i / outcomes.Count, i % outcomes.Count);
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>One trial in 64 does not converge.</summary>
    private static double LossOf(ulong key, long trial, int outcome)
    {
        ulong bits = new SplitMix(key + (ulong)trial * 1000003 + (ulong)outcome * 7919).Next();
        return bits % 64 == 0 ? double.NaN : (bits >> 11) * (1.0 / (1UL << 53));
    }
}
