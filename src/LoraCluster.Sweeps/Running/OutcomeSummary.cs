namespace LoraCluster.Sweeps.Running;

/// <summary>
/// The statistics of one outcome's losses, whether or not the moments exist that they estimate. A number that overflowed is not finite; one that needs more losses
/// than there are is NaN.
/// </summary>
internal readonly record struct OutcomeSummary
{
    public OutcomeSummary()
    {
    }

    /// <summary>Finite losses; where there are none, only this is meant.</summary>
    public required int Count { get; init; }

    public double Mean { get; init; }

    public double Sd { get; init; }

    public double Min { get; init; }

    public double Q05 { get; init; }

    public double Q50 { get; init; }

    public double Q95 { get; init; }

    public double Max { get; init; }

    /// <summary>Trials in which this loss and the baseline's are finite; the members below are about their difference.</summary>
    public int Pairs { get; init; }

    public double DiffMean { get; init; }

    public double DiffSd { get; init; }

    /// <summary>The mean by <see cref="ControlVariate"/>; NaN where there is none.</summary>
    public double AdjustedMean { get; init; } = double.NaN;

    /// <summary>The standard deviation of what it is the mean of.</summary>
    public double AdjustedSd { get; init; } = double.NaN;

    /// <summary>Pairs in which this loss is strictly below the baseline's.</summary>
    public int Wins { get; init; }
}
