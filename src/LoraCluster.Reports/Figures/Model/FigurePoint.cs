namespace LoraCluster.Reports.Figures.Model;

/// <summary>One cell's value.</summary>
/// <param name="X">The value of the axis drawn along; the place of the word on an axis of categories.</param>
/// <param name="Y">The mean, or the median where no mean exists.</param>
/// <param name="Low">Lower end of the band; null where there is none.</param>
/// <param name="High">Upper end of the band; null where there is none.</param>
/// <param name="IsMedian">True for a median.</param>
public sealed record FigurePoint(double X, double Y, double? Low, double? High, bool IsMedian)
{
    /// <summary>What theory expects here; null where it does not say.</summary>
    public double? Theory { get; init; }

    /// <summary>True for a point that deserves the eye: the best of its curve.</summary>
    public bool IsMarked { get; init; }
}
