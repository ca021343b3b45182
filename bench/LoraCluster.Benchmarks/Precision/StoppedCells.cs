using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Precision;

/// <summary>The rows of every cell of a sweep in which variances exist; on all cores.</summary>
internal static class StoppedCells
{
    /// <summary>Each cell run to its stop.</summary>
    public static IReadOnlyList<IReadOnlyList<RiskRow>> Of(SweepDefinition sweep, PrecisionRule rule) => Run(sweep, _ => sweep with { Precision = rule, Trials = rule.MaxTrials });

    /// <summary>Each cell run for a number of trials of its own.</summary>
    public static IReadOnlyList<IReadOnlyList<RiskRow>> OfLength(SweepDefinition sweep, IReadOnlyList<int> trials) => Run(sweep, place => sweep with { Trials = trials[place] });

    private static IReadOnlyList<IReadOnlyList<RiskRow>> Run(SweepDefinition sweep, Func<int, SweepDefinition> lengthened)
    {
        Cell[] cells = [.. Enumerable.Range(0, (int)sweep.Grid.PositionCount).Select(p => sweep.Grid.CellAt(p)).OfType<Cell>().Where(cell => HasVariances(sweep, cell))];
        return [.. cells.AsParallel().AsOrdered().Select((cell, place) =>
        {
            using var runner = sweep.Experiment.CreateRunner();
            var one = lengthened(place);
            return WholeCell.Rows(one, cell, WholeCell.Losses(one, cell, runner));
        })];
    }

    private static bool HasVariances(SweepDefinition sweep, Cell cell) =>
        sweep.OutcomesOf(cell).All(outcome => sweep.Experiment.MomentsOf(cell, outcome) == Moments.Finite);
}
