using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>The losses of one cell while trials are still missing.</summary>
internal sealed class CellMerge
{
    private readonly SweepDefinition _definition;
    private readonly IReadOnlyList<Outcome> _outcomes;
    private readonly PrecisionTracker? _tracker;

    // Trials that are here beyond the first gap, by their first.
    private readonly SortedDictionary<int, int> _ahead = [];
    private double[] _losses;
    private int _prefix;

    public CellMerge(SweepDefinition definition, Cell cell, IReadOnlyList<Outcome> outcomes)
    {
        (_definition, Cell, _outcomes) = (definition, cell, outcomes);
        _tracker = definition.Precision is null ? null : new PrecisionTracker(definition, cell, outcomes);
        _losses = new double[checked((definition.Precision?.MinTrials ?? definition.Trials) * outcomes.Count)];
    }

    public Cell Cell { get; }

    /// <summary>The number of trials that make the cell whole; null while it is not.</summary>
    public int? Trials { get; private set; }

    public void Prefill(ReadOnlySpan<double> losses, int trials) => Fill(0, losses[..(trials * _outcomes.Count)]);

    public void Fill(int firstTrial, ReadOnlySpan<double> losses)
    {
        int first = firstTrial * _outcomes.Count, end = first + losses.Length;
        if (end > _losses.Length)
        {
            Array.Resize(ref _losses, (int)Math.Min(Math.Max(end, 2L * _losses.Length), (long)_definition.Trials * _outcomes.Count));
        }

        losses.CopyTo(_losses.AsSpan(first));
        _ahead.Add(firstTrial, firstTrial + (losses.Length / _outcomes.Count));
        while (_ahead.Remove(_prefix, out int next))
        {
            _prefix = next;
        }

        Decide();
    }

    public void AddTo(PartRows part)
    {
        int trials = Trials!.Value, length = trials * _outcomes.Count;
        double[]? kept = !_definition.KeepTrials ? null : length == _losses.Length ? _losses : _losses[..length];
        CellStatistics.Fill(part.Add(Cell.Index, _outcomes.Count, kept), _definition, Cell, _outcomes, _losses.AsSpan(0, length), trials);
    }

    private void Decide()
    {
        if (_tracker is null)
        {
            Trials = _prefix == _definition.Trials ? _prefix : null;
            return;
        }

        while (Trials is null && _prefix >= _tracker.NextLook)
        {
            int look = _tracker.NextLook;
            Trials = _tracker.Look(_losses) ? look : null;
        }
    }
}
