using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>The losses of one cell while trials are still missing.</summary>
internal sealed class CellMerge(SweepDefinition definition, Cell cell, IReadOnlyList<Outcome> outcomes)
{
    private readonly double[] _losses = new double[checked(definition.Trials * outcomes.Count)];
    private int _trialsIn;

    public Cell Cell => cell;

    public bool IsWhole => _trialsIn == definition.Trials;

    public void Prefill(ReadOnlySpan<double> losses, int trials) => Fill(0, losses[..(trials * outcomes.Count)]);

    public void Fill(int firstTrial, ReadOnlySpan<double> losses)
    {
        losses.CopyTo(_losses.AsSpan(firstTrial * outcomes.Count));
        _trialsIn += losses.Length / outcomes.Count;
    }

    public void AddTo(PartRows part)
    {
        var rows = part.Add(cell.Index, outcomes.Count, definition.KeepTrials ? _losses : null);
        OutcomeStatistics.Fill(rows, definition.Experiment, cell, outcomes, _losses, definition.Trials);
    }
}
