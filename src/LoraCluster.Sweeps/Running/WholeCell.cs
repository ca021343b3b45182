using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>Computes one cell by itself, on the calling thread: what the sweep must have stored for it.</summary>
public static class WholeCell
{
    /// <summary>The losses of every trial that the cell takes, <c>[trial * outcomes + outcome]</c>. What the runner throws passes through.</summary>
    public static double[] Losses(SweepDefinition definition, Cell cell, ITrialRunner runner)
    {
        var outcomes = definition.OutcomesOf(cell);
        if (definition.Precision is null)
        {
            return Run(definition, cell, outcomes, runner, 0, definition.Trials);
        }

        var tracker = new PrecisionTracker(definition, cell, outcomes);
        double[] losses = [];
        bool isEnough = false;
        for (int trials = 0; !isEnough;)
        {
            int look = tracker.NextLook;
            losses = [.. losses, .. Run(definition, cell, outcomes, runner, trials, look - trials)];
            (trials, isEnough) = (look, tracker.Look(losses));
        }

        return losses;
    }

    /// <summary>The losses of some trials.</summary>
    public static double[] Run(SweepDefinition definition, Cell cell, IReadOnlyList<Outcome> outcomes, ITrialRunner runner, int firstTrial, int trials)
    {
        var losses = new double[checked(trials * outcomes.Count)];
        for (int done = 0; done < trials; done += BlockPlan.BatchTrials)
        {
            int count = Math.Min(BlockPlan.BatchTrials, trials - done);
            runner.Run(
                cell, outcomes, definition.Seed, definition.DataHashOf(cell), firstTrial + done, count, losses.AsSpan(done * outcomes.Count, count * outcomes.Count));
        }

        return losses;
    }

    /// <summary>The cell's rows from its losses.</summary>
    public static IReadOnlyList<RiskRow> Rows(SweepDefinition definition, Cell cell, double[] losses)
    {
        var outcomes = definition.OutcomesOf(cell);
        var rows = new RiskRow[outcomes.Count];
        CellStatistics.Fill(rows, definition, cell, outcomes, losses, losses.Length / outcomes.Count);
        return rows;
    }
}
