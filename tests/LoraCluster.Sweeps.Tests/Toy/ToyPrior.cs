using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>An earlier dataset of the same cells, some of whose trials were kept; the true losses, so that extending must equal a fresh run.</summary>
public sealed class ToyPrior(SweepDefinition sweep, Func<long, int> knownTrials, Func<long, bool>? isFinished = null) : IPriorResults
{
    public PriorCell? Find(Cell cell)
    {
        int known = knownTrials(cell.Index);
        bool finished = isFinished?.Invoke(cell.Index) == true;
        if (known == 0 && !finished)
        {
            return null;
        }

        int trials = finished ? sweep.Trials : known;
        using var runner = sweep.Experiment.CreateRunner();
        var losses = new BlockRunner(sweep).Run(new Block(0, 0, cell.Index, 1, 0, trials), runner).Losses;
        if (!finished)
        {
            return new PriorCell(null, known, losses);
        }

        var rows = OutcomeStatistics.Rows(sweep.Experiment, cell, sweep.OutcomesOf(cell), losses, trials);

        // The earlier grid was another one: the cell had another position there.
        return new PriorCell(new CellRows(cell with { Index = cell.Index + 1000 }, rows, sweep.KeepTrials ? losses : null), 0, null);
    }
}
