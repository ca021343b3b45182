namespace LoraCluster.Sweeps.Experiments;

/// <summary>Which moments of a trial's loss exist. Decides which statistics a row may show.</summary>
public enum Moments
{
    /// <summary>Mean and variance exist.</summary>
    Finite,

    /// <summary>The mean exists, the variance does not: sd and standard errors are withheld.</summary>
    InfiniteVariance,

    /// <summary>The mean does not exist: only minimum, quantiles, maximum and win share are reported.</summary>
    InfiniteMean,
}
