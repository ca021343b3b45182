namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// How long this machine takes, as a multiple of an experiment's fixed prediction, by size of trial: one factor for each doubling of the predicted seconds per trial.
/// It cuts blocks and estimates time; parts, and with them every byte, follow from the fixed prediction alone. Immutable.
/// </summary>
public sealed class MachineSpeed
{
    /// <summary>Nothing measured: every factor is 1.</summary>
    public static MachineSpeed Unknown { get; } = new([]);

    private readonly SortedList<int, double> _factors;

    /// <summary>
    /// Factors by size class, <see cref="ClassOf"/>. Throws <see cref="ArgumentOutOfRangeException"/> where one is not between 1e-6 and 1e6.
    /// </summary>
    public MachineSpeed(IEnumerable<KeyValuePair<int, double>> factors)
    {
        _factors = [];
        foreach ((int sizeClass, double factor) in factors)
        {
            if (!(factor is >= 1e-6 and <= 1e6))
            {
                throw new ArgumentOutOfRangeException(nameof(factors), factor, "a factor must lie between 1e-6 and 1e6");
            }

            _factors[sizeClass] = factor;
        }
    }

    /// <summary>The factors by size class, ascending.</summary>
    public IReadOnlyDictionary<int, double> Factors => _factors;

    /// <summary>The size class of a trial: the whole part of log2 of its predicted seconds.</summary>
    public static int ClassOf(double secondsPerTrial) => Math.ILogB(Math.Clamp(secondsPerTrial, 1e-9, 1e9));

    /// <summary>
    /// What to multiply a predicted time by: the factor of its size class, between two measured classes a mean by their distance, beyond them the nearest.
    /// </summary>
    public double FactorFor(double secondsPerTrial)
    {
        int sizeClass = ClassOf(secondsPerTrial);
        int below = -1;
        for (int i = 0; i < _factors.Count && _factors.GetKeyAtIndex(i) <= sizeClass; i++)
        {
            below = i;
        }

        if (_factors.Count == 0 || below < 0 || below == _factors.Count - 1)
        {
            return _factors.Count == 0 ? 1 : _factors.GetValueAtIndex(Math.Max(below, 0));
        }

        int from = _factors.GetKeyAtIndex(below), to = _factors.GetKeyAtIndex(below + 1);
        double share = (double)(sizeClass - from) / (to - from);
        return _factors.GetValueAtIndex(below) * (1 - share) + _factors.GetValueAtIndex(below + 1) * share;
    }

    /// <summary>These factors, and where <paramref name="newer"/> has measured too, the geometric mean of both: a busy hour shall not decide alone.</summary>
    public MachineSpeed Blend(MachineSpeed newer)
    {
        var blended = new Dictionary<int, double>(_factors);
        foreach ((int sizeClass, double factor) in newer._factors)
        {
            blended[sizeClass] = _factors.TryGetValue(sizeClass, out double before) ? Math.Sqrt(before * factor) : factor;
        }

        return new MachineSpeed(blended);
    }
}
