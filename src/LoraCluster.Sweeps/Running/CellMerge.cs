using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>The losses of one cell while trials are still missing.</summary>
internal sealed class CellMerge
{
    private readonly SweepDefinition _definition;
    private readonly IReadOnlyList<Outcome> _outcomes;
    private readonly double[] _losses;
    private int _trialsIn;

    public CellMerge(SweepDefinition definition, Cell cell)
    {
        _definition = definition;
        Cell = cell;
        _outcomes = definition.OutcomesOf(cell);
        _losses = new double[LossesOf(definition.Trials)];
    }

    public Cell Cell { get; }

    public bool IsWhole => _trialsIn == _definition.Trials;

    public int LossesOf(int trials) => checked(trials * _outcomes.Count);

    public void Prefill(ReadOnlySpan<double> losses, int trials) => Fill(0, losses[..LossesOf(trials)]);

    public void Fill(int firstTrial, ReadOnlySpan<double> losses)
    {
        losses.CopyTo(_losses.AsSpan(LossesOf(firstTrial)));
        _trialsIn += losses.Length / _outcomes.Count;
    }

    public CellRows ToRows() => new(
        Cell,
        OutcomeStatistics.Rows(_definition.Experiment, Cell, _outcomes, _losses, _definition.Trials),
        _definition.KeepTrials ? _losses : null);
}
