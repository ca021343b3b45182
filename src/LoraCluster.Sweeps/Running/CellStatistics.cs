using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>The rows of a cell as a sweep stores them: the statistics, and whether they are as precise as the sweep wants them.</summary>
public static class CellStatistics
{
    /// <summary>What a row's status says where a cell had to end before its mean was precise enough.</summary>
    public const string Imprecise = "imprecise";

    /// <summary>Fills in one row per outcome, as <see cref="OutcomeStatistics.Fill"/> does, from the first <paramref name="trials"/> trials.</summary>
    public static void Fill(Span<RiskRow> rows, SweepDefinition definition, Cell cell, IReadOnlyList<Outcome> outcomes, ReadOnlySpan<double> losses, int trials)
    {
        OutcomeStatistics.Fill(rows, definition.Experiment, cell, outcomes, losses, trials);
        if (definition.Precision is not { } rule)
        {
            return;
        }

        foreach (ref var row in rows)
        {
            if (row.Outcome.Measure == rows[0].Outcome.Measure && IsImprecise(rule, in row, in rows[0]))
            {
                row = row with { Status = row.Status == "ok" ? Imprecise : $"{row.Status}, {Imprecise}" };
            }
        }
    }

    private static bool IsImprecise(PrecisionRule rule, in RiskRow row, in RiskRow baseline) =>
        row.Trials >= rule.MaxTrials
        && ((rule.Of.Contains(row.Outcome.Method, StringComparer.Ordinal) && row.Sem > rule.RelativeSem * Math.Abs(row.Mean ?? 0))
            || (rule.Of.Contains(PrecisionRule.Difference, StringComparer.Ordinal) && row.DiffSem > rule.RelativeSem * Math.Abs(baseline.Mean ?? 0)));
}
