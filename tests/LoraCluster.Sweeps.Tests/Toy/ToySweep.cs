using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>Sweeps over a line of sizes 0, 1, 2, …, some of which may be left out.</summary>
public static class ToySweep
{
    public static SweepDefinition Of(
        long positions,
        int trials = 4,
        ToyExperiment? experiment = null,
        bool keepTrials = false,
        Func<long, bool>? leavesOut = null) => new()
        {
            Name = "toy",
            Experiment = experiment ?? new ToyExperiment(),
            Seed = 20250101,
            Seeding = Seeding.Independent,
            Trials = trials,
            Request = OutcomeRequest.Default,
            KeepTrials = keepTrials,
            Grid = new Line(positions, leavesOut ?? (_ => false)),
            CanonicalJson = "{}",
        };

    /// <summary>Cells that stop once they are precise enough.</summary>
    public static SweepDefinition Precise(long positions, PrecisionRule rule, ToyExperiment? experiment = null, bool keepTrials = false) =>
        Of(positions, rule.MaxTrials, experiment, keepTrials) with { Precision = rule };

    private sealed class Line(long positions, Func<long, bool> leavesOut) : IParameterGrid
    {
        public long PositionCount => positions;

        public IReadOnlySet<string> SweptParameters { get; } = new HashSet<string> { "size" };

        public Cell? CellAt(long position) => leavesOut(position) ? null : new Cell(position, [ParameterValue.Of(position)]);

        public long? PositionOf(IReadOnlyList<ParameterValue> values) => values[0].Integer;
    }
}
