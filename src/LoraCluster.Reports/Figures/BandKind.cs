namespace LoraCluster.Reports.Figures;

/// <summary>What the band around a curve of means shows.</summary>
public enum BandKind
{
    /// <summary>The 95 % confidence interval of the mean: ± 1.96 standard errors, of few trials by Student.</summary>
    Confidence,

    /// <summary>One standard deviation of the trials to each side, as in the paper's figures.</summary>
    Deviation,

    /// <summary>The middle 90 % of the trials.</summary>
    Quantiles,
}
