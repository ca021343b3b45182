using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Running;

/// <summary>
/// One row of <c>risks/</c> without its cell's parameters: the statistics of one outcome over the trials of one cell. Null means that the statistic does not exist (an
/// infinite moment, no converged trial, or no difference to itself on the baseline's row).
/// </summary>
public sealed record RiskRow
{
    /// <summary>Estimator and rank.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Trials run.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials that did not converge; they are left out of every statistic.</summary>
    public required int Failed { get; init; }

    /// <summary>Sample mean.</summary>
    public double? Mean { get; init; }

    /// <summary>Sample standard deviation (divisor: count − 1).</summary>
    public double? Sd { get; init; }

    /// <summary>Standard error of the mean.</summary>
    public double? Sem { get; init; }

    /// <summary>Smallest value.</summary>
    public double? Min { get; init; }

    /// <summary>5 % quantile, linear interpolation between order statistics.</summary>
    public double? Q05 { get; init; }

    /// <summary>Median.</summary>
    public double? Q50 { get; init; }

    /// <summary>95 % quantile.</summary>
    public double? Q95 { get; init; }

    /// <summary>Largest value.</summary>
    public double? Max { get; init; }

    /// <summary>Mean over trials of this outcome minus the baseline of the same trial.</summary>
    public double? DiffMean { get; init; }

    /// <summary>Standard error of <see cref="DiffMean"/>.</summary>
    public double? DiffSem { get; init; }

    /// <summary>Share of trials in which this outcome is strictly below the baseline.</summary>
    public double? WinShare { get; init; }

    /// <summary>The closed-form mean, where known.</summary>
    public double? TheoryMean { get; init; }

    /// <summary>What <see cref="TheoryMean"/> is worth.</summary>
    public required string TheoryStatus { get; init; }

    /// <summary><c>ok</c>, <c>infinite_variance</c>, <c>infinite_mean</c> or <c>nonconverged</c> (some trials failed); a comma joins the last to another.</summary>
    public required string Status { get; init; }
}
