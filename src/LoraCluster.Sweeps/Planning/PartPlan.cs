using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// How a sweep is cut into parts: the same number of positions in each (fewer in the last), a pure function of the
/// definition and the release. Cluster, threads and prior results have no say, so a part's file name and bytes follow from the sweep.
/// </summary>
public sealed class PartPlan
{
    /// <summary>A part's predicted work on one core, on average over the grid.</summary>
    public const double SecondsPerPart = 10;

    /// <summary>
    /// A part's rows, on average over the grid: enough for a good row group, and few enough that a part being filled and one being written take some
    /// tens of megabytes.
    /// </summary>
    public const long RowsPerPart = 120_000;

    /// <summary>Losses that a part holds in memory where the sweep keeps trials (32 MB), on average over the grid.</summary>
    public const long KeptLossesPerPart = 4_000_000;

    /// <summary>Positions of a part at most: a grid whose filter leaves almost nothing must still be walked in small steps.</summary>
    public const long PositionsPerPartMax = 1 << 17;

    /// <summary>A sweep has at least this many parts, positions permitting, so that small ones can be resumed and watched too.</summary>
    public const int PartsMin = 8;

    private readonly long _positions;

    /// <summary>Plans a sweep. Throws <see cref="ArgumentException"/> for an empty grid.</summary>
    public PartPlan(SweepDefinition definition)
        : this(definition, PlanSample.Of(definition))
    {
    }

    /// <summary>Plans a sweep whose sample is at hand. Throws <see cref="ArgumentException"/> for an empty grid.</summary>
    public PartPlan(SweepDefinition definition, PlanSample sample)
    {
        _positions = definition.Grid.PositionCount;
        if (_positions < 1)
        {
            throw new ArgumentException("the grid has no positions", nameof(definition));
        }

        PositionsPerPart = PositionsPerPartOf(definition, sample);
        PartCount = checked((int)CeilingOf(_positions, PositionsPerPart));
    }

    /// <summary>Positions of every part but the last.</summary>
    public long PositionsPerPart { get; }

    /// <summary>Number of parts, at least 1.</summary>
    public int PartCount { get; }

    /// <summary>A part's range; throws <see cref="ArgumentOutOfRangeException"/> outside <c>[0, PartCount)</c>.</summary>
    public PartRange Part(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, PartCount);
        long first = number * PositionsPerPart;
        return new PartRange(number, first, Math.Min(PositionsPerPart, _positions - first));
    }

    /// <summary>The part that holds a position; throws <see cref="ArgumentOutOfRangeException"/> outside the grid.</summary>
    public int PartOf(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, _positions);
        return (int)(position / PositionsPerPart);
    }

    private static long PositionsPerPartOf(SweepDefinition definition, PlanSample sample)
    {
        long most = Math.Min(CeilingOf(definition.Grid.PositionCount, PartsMin), PositionsPerPartMax);
        most = Math.Min(most, Fitting(SecondsPerPart, sample.Seconds, sample.Positions));
        most = Math.Min(most, Fitting(RowsPerPart, sample.Rows, sample.Positions));
        if (definition.KeepTrials)
        {
            most = Math.Min(most, Fitting(KeptLossesPerPart, (double)sample.Rows * definition.Trials, sample.Positions));
        }

        return Math.Max(most, CeilingOf(definition.Grid.PositionCount, int.MaxValue));
    }

    private static long Fitting(double budget, double sampled, int positions)
    {
        double fitting = sampled > 0 ? budget * positions / sampled : PositionsPerPartMax;
        return fitting >= PositionsPerPartMax ? PositionsPerPartMax : Math.Max(1, (long)fitting);
    }

    private static long CeilingOf(long value, long divisor) => value / divisor + (value % divisor == 0 ? 0 : 1);
}
