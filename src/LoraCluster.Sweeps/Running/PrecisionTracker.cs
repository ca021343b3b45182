using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Watches the trials of one cell in their order and says when they are enough (docs/precision.md). What it says at a number of trials depends on those trials alone: not on who solved them,
/// nor when they came.
/// </summary>
internal sealed class PrecisionTracker
{
    private readonly PrecisionRule _rule;
    private readonly int _stride;
    private readonly bool _canStop;
    private readonly bool[] _mattersItself;
    private readonly bool[] _mattersPaired;
    private readonly Spread[] _losses;
    private readonly Spread[] _differences;
    private readonly List<(int Trials, double Needed)> _needed = [];
    private int _seen;

    public PrecisionTracker(SweepDefinition definition, Cell cell, IReadOnlyList<Outcome> outcomes)
    {
        _rule = definition.Precision ?? throw new ArgumentException("the sweep has no precision to reach", nameof(definition));
        _stride = outcomes.Count;
        int risks = outcomes.TakeWhile(o => o.Measure == outcomes[0].Measure).Count();
        _mattersItself = [.. outcomes.Take(risks).Select(o => _rule.Of.Contains(o.Method, StringComparer.Ordinal))];
        _mattersPaired = [.. Enumerable.Range(0, risks).Select(o => o > 0 && _rule.Of.Contains(PrecisionRule.Difference, StringComparer.Ordinal))];
        _losses = new Spread[risks];
        _differences = new Spread[risks];

        // A standard error that estimates nothing must not stop anything.
        _canStop = Enumerable.Range(0, risks).All(o =>
            (!_mattersItself[o] || definition.Experiment.MomentsOf(cell, outcomes[o]) == Moments.Finite)
            && (!_mattersPaired[o] || (definition.Experiment.MomentsOf(cell, outcomes[o]) == Moments.Finite && definition.Experiment.MomentsOf(cell, outcomes[0]) == Moments.Finite)));
    }

    /// <summary>Where to look next: a number of trials, at most the most that a cell may take.</summary>
    public int NextLook => _rule.LookAfter(_seen);

    /// <summary>Looks at the first <see cref="NextLook"/> trials, <c>[trial * outcomes + outcome]</c>. True where they are enough, or all there may be.</summary>
    public bool Look(ReadOnlySpan<double> losses)
    {
        int end = NextLook;
        for (int t = _seen; t < end; t++)
        {
            Add(losses.Slice(t * _stride, _losses.Length));
        }

        _seen = end;
        _needed.Add((end, _canStop ? TrialsNeeded() : double.PositiveInfinity));

        // A spread that looks small may do so by chance, and would favour its own sample: the looks since half of these trials must agree.
        return end == _rule.MaxTrials || _needed.TrueForAll(look => 2 * look.Trials < end || look.Needed <= end);
    }

    private void Add(ReadOnlySpan<double> trial)
    {
        for (int o = 0; o < trial.Length; o++)
        {
            _losses[o].Add(trial[o]);
            _differences[o].Add(trial[o] - trial[0]);
        }
    }

    // As many as would make every standard error that matters small enough, were the spreads what they look like.
    private double TrialsNeeded()
    {
        double most = 0;
        for (int o = 0; o < _losses.Length; o++)
        {
            most = Math.Max(most, _mattersItself[o] ? _losses[o].TrialsFor(_rule.RelativeSem * Math.Abs(_losses[o].Mean)) : 0);
            most = Math.Max(most, _mattersPaired[o] ? _differences[o].TrialsFor(_rule.RelativeSem * Math.Abs(_losses[0].Mean)) : 0);
        }

        return most;
    }

    // Mean and sum of squares around it, by Welford's recurrence; what is not finite is left out.
    private struct Spread
    {
        private int _seen;
        private int _count;
        private double _squares;

        public double Mean { get; private set; }

        public void Add(double value)
        {
            _seen++;
            if (double.IsFinite(value))
            {
                double step = value - Mean;
                Mean += step / ++_count;
                _squares += step * (value - Mean);
            }
        }

        // What did not converge is not counted as a trial that helps; where nothing ever does, no number of trials would.
        public readonly double TrialsFor(double sem) =>
            _count == 0 ? 0 : _count < 2 ? double.PositiveInfinity : _squares == 0 ? 0 : _squares / (_count - 1.0) / (sem * sem) * (_seen / (double)_count);
    }
}
