using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>Computes the rows of toy sweeps: every loss is a hash of (seed, data, trial, outcome).</summary>
public static class ToyRows
{
    public static PartRows Of(ToySweep sweep, int part) => PartRows.Of(sweep.Part(part), CellsOf(sweep, part));

    public static IReadOnlyList<CellRows> CellsOf(ToySweep sweep, int part)
    {
        var definition = sweep.Definition;
        var range = sweep.Part(part);
        var cells = new List<CellRows>();
        for (long position = range.FirstPosition; position < range.FirstPosition + range.PositionCount; position++)
        {
            if (definition.Grid.CellAt(position) is { } cell)
            {
                cells.Add(Rows(definition, cell));
            }
        }

        return cells;
    }

    public static CellRows Rows(SweepDefinition definition, Cell cell) => FromLosses(definition, cell, LossesOf(definition, cell));

    public static double[] LossesOf(SweepDefinition definition, Cell cell)
    {
        var outcomes = definition.OutcomesOf(cell);
        ulong key = definition.Seed ^ definition.DataHashOf(cell);
        return [.. Enumerable.Range(0, definition.Trials).SelectMany(trial => outcomes.Select(outcome => Loss(key, trial, outcome)))];
    }

    public static CellRows FromLosses(SweepDefinition definition, Cell cell, double[] losses)
    {
        var outcomes = definition.OutcomesOf(cell);
        var rows = outcomes.Select((outcome, o) => Row(definition, cell, outcome, [.. losses.Where((_, i) => i % outcomes.Count == o)])).ToArray();
        return new CellRows(cell, rows, definition.KeepTrials ? losses : null);
    }

    private static RiskRow Row(SweepDefinition definition, Cell cell, Outcome outcome, double[] losses)
    {
        double[] known = [.. losses.Where(loss => !double.IsNaN(loss)).Order()];
        bool finite = definition.Experiment.MomentsOf(cell, outcome) == Moments.Finite && known.Length > 0;
        var theory = definition.Experiment.TheoryOf(cell, outcome);
        return new RiskRow
        {
            Outcome = outcome,
            Trials = losses.Length,
            Failed = losses.Length - known.Length,
            Mean = finite ? known.Sum() / known.Length : null,
            Sd = finite ? 0.1 + known[0] : null,
            Sem = finite ? -0.0 : null,
            Min = known.Length > 0 ? known[0] : null,
            Q05 = known.Length > 0 ? known[0] : null,
            Q50 = known.Length > 0 ? known[known.Length / 2] : null,
            Q95 = known.Length > 0 ? known[^1] : null,
            Max = known.Length > 0 ? known[^1] : null,
            DiffMean = outcome.Rank is null ? null : 5e-324,
            DiffSem = outcome.Rank is null ? null : 1.0 / 3.0,
            AdjustedMean = outcome.Rank is null ? null : 0.1 + 0.2,
            AdjustedSem = outcome.Rank is null ? null : 2.5e-300,
            WinShare = outcome.Rank is null ? null : 0.25,
            TheoryMean = theory.Mean,
            AdvisedRank = cell.Values[0].Integer % 2 == 0 ? null : (int)cell.Values[0].Integer,
            AdvisedRegret = cell.Values[0].Integer % 2 == 0 ? null : 1e-17,
            TheoryStatus = theory.Status,
            Status = known.Length < losses.Length ? "nonconverged" : finite ? "ok" : "infinite_mean",
        };
    }

    private static double Loss(ulong key, int trial, Outcome outcome)
    {
        ulong hash = key;
        foreach (ulong word in new[] { (ulong)trial, (ulong)(outcome.Rank ?? 0) })
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 29;
        }

        return hash % 11 == 0 ? double.NaN : hash * (1.0 / ulong.MaxValue);
    }
}
