namespace LoraCluster.Reports.Figures.Model;

/// <summary>One cell's value.</summary>
/// <param name="X">The value of the axis drawn along; the place of the word on an axis of categories.</param>
/// <param name="Y">The mean, or the median where no mean exists.</param>
/// <param name="Low">Lower end of the band: mean − 1.96 standard errors, or the 5 % quantile; null where there is none.</param>
/// <param name="High">Upper end of the band: mean + 1.96 standard errors, or the 95 % quantile; null where there is none.</param>
/// <param name="IsMedian">True for a median.</param>
public sealed record FigurePoint(double X, double Y, double? Low, double? High, bool IsMedian);
