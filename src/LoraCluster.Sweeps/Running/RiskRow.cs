using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// One row of <c>risks/</c> without its cell's parameters: the statistics of one outcome over the trials of one cell. Null means that the statistic does not exist (an
/// infinite moment, no converged trial, or no difference to itself on the baseline's row). A value, so that the rows of a part lie side by side in memory.
/// </summary>
public readonly record struct RiskRow
{
    private const int NoRank = int.MinValue;

    private readonly int _method;
    private readonly int _theoryStatus;
    private readonly int _status;
    private readonly int _rank;
    private readonly int _measure;
    private readonly double _mean = double.NaN;
    private readonly double _sd = double.NaN;
    private readonly double _sem = double.NaN;
    private readonly double _min = double.NaN;
    private readonly double _q05 = double.NaN;
    private readonly double _q50 = double.NaN;
    private readonly double _q95 = double.NaN;
    private readonly double _max = double.NaN;
    private readonly double _diffMean = double.NaN;
    private readonly double _diffSem = double.NaN;
    private readonly double _adjustedMean = double.NaN;
    private readonly double _adjustedSem = double.NaN;
    private readonly double _winShare = double.NaN;
    private readonly double _theoryMean = double.NaN;
    private readonly double _advisedRegret = double.NaN;
    private readonly int _advisedRank;

    /// <summary>A row whose statistics are null until they are set.</summary>
    public RiskRow()
    {
    }

    /// <summary>Estimator, rank and measure.</summary>
    public required Outcome Outcome
    {
        get => new(WordNumbers.At(_method), _rank == NoRank ? null : _rank, WordNumbers.At(_measure));
        init => (_method, _rank, _measure) = (WordNumbers.Of(value.Method), value.Rank ?? NoRank, WordNumbers.Of(value.Measure));
    }

    /// <summary>Trials run.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials that did not converge; they are left out of every statistic.</summary>
    public required int Failed { get; init; }

    /// <summary>Sample mean.</summary>
    public double? Mean
    {
        get => Known(_mean);
        init => _mean = Stored(value);
    }

    /// <summary>Sample standard deviation (divisor: count − 1).</summary>
    public double? Sd
    {
        get => Known(_sd);
        init => _sd = Stored(value);
    }

    /// <summary>Standard error of the mean.</summary>
    public double? Sem
    {
        get => Known(_sem);
        init => _sem = Stored(value);
    }

    /// <summary>Smallest value.</summary>
    public double? Min
    {
        get => Known(_min);
        init => _min = Stored(value);
    }

    /// <summary>5 % quantile, linear interpolation between order statistics.</summary>
    public double? Q05
    {
        get => Known(_q05);
        init => _q05 = Stored(value);
    }

    /// <summary>Median.</summary>
    public double? Q50
    {
        get => Known(_q50);
        init => _q50 = Stored(value);
    }

    /// <summary>95 % quantile.</summary>
    public double? Q95
    {
        get => Known(_q95);
        init => _q95 = Stored(value);
    }

    /// <summary>Largest value.</summary>
    public double? Max
    {
        get => Known(_max);
        init => _max = Stored(value);
    }

    /// <summary>Mean over trials of this outcome minus the baseline of the same trial.</summary>
    public double? DiffMean
    {
        get => Known(_diffMean);
        init => _diffMean = Stored(value);
    }

    /// <summary>Standard error of <see cref="DiffMean"/>.</summary>
    public double? DiffSem
    {
        get => Known(_diffSem);
        init => _diffSem = Stored(value);
    }

    /// <summary>
    /// An estimate of the same expectation as <see cref="Mean"/> that uses the baseline's known one; null on the baseline's row, where that is not known, where variances
    /// are infinite, where trials failed, and for fewer than ten trials.
    /// </summary>
    public double? AdjustedMean
    {
        get => Known(_adjustedMean);
        init => _adjustedMean = Stored(value);
    }

    /// <summary>Standard error of <see cref="AdjustedMean"/>.</summary>
    public double? AdjustedSem
    {
        get => Known(_adjustedSem);
        init => _adjustedSem = Stored(value);
    }

    /// <summary>Share of trials in which this outcome is strictly below the baseline.</summary>
    public double? WinShare
    {
        get => Known(_winShare);
        init => _winShare = Stored(value);
    }

    /// <summary>The closed-form mean, where known.</summary>
    public double? TheoryMean
    {
        get => Known(_theoryMean);
        init => _theoryMean = Stored(value);
    }

    /// <summary>What <see cref="TheoryMean"/> is worth.</summary>
    public required string TheoryStatus
    {
        get => WordNumbers.At(_theoryStatus);
        init => _theoryStatus = WordNumbers.Of(value);
    }

    /// <summary>The rank that the experiment advises for this cell without having seen a trial; null where it cannot. The same in every row of a cell.</summary>
    public int? AdvisedRank
    {
        get => _advisedRank == 0 ? null : _advisedRank;
        init => _advisedRank = value ?? 0;
    }

    /// <summary>By how much of the smallest mean risk the advised choice exceeds it, relatively: 0 where it is the best; null where it was not simulated.</summary>
    public double? AdvisedRegret
    {
        get => Known(_advisedRegret);
        init => _advisedRegret = Stored(value);
    }

    /// <summary><c>ok</c>, <c>infinite_variance</c>, <c>infinite_mean</c> or <c>nonconverged</c> (some trials failed); a comma joins the last to another.</summary>
    public required string Status
    {
        get => WordNumbers.At(_status);
        init => _status = WordNumbers.Of(value);
    }

    private static double? Known(double stored) => double.IsNaN(stored) ? null : stored;

    // A NaN would pass through every reader's averages in silence.
    private static double Stored(double? statistic) => statistic is not { } value ? double.NaN
        : !double.IsNaN(value) ? value
        : throw new ArgumentException("a statistic is NaN; one that does not exist must be null", nameof(statistic));
}
