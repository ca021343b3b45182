using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>Reads prior knowledge the same way wherever it is needed: planning and merging must agree on what is left to do.</summary>
public static class PriorTrials
{
    /// <summary>What is known of a cell, or null: finished rows only where they hold all that this sweep keeps, losses only where there are some.</summary>
    public static PriorCell? UsableOf(IPriorResults? prior, SweepDefinition definition, Cell cell)
    {
        var found = prior?.Find(cell);
        if (found is null)
        {
            return null;
        }

        if (found.Finished is { } rows && (!definition.KeepTrials || rows.Losses is not null))
        {
            return found;
        }

        return found.Losses is not null && found.KnownTrials > 0 ? found with { Finished = null } : null;
    }

    /// <summary>The first trial of a cell that must be computed, from 0 (nothing known) to the sweep's number of trials (all known).</summary>
    public static int KnownTo(IPriorResults? prior, SweepDefinition definition, Cell cell) => UsableOf(prior, definition, cell) switch
    {
        null => 0,
        { Finished: not null } => definition.Trials,
        var partial => Math.Min(partial.KnownTrials, definition.Trials),
    };
}
