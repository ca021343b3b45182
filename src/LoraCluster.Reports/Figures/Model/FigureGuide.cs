namespace LoraCluster.Reports.Figures.Model;

/// <summary>A line across a panel at a value where something changes sides.</summary>
/// <param name="Value">Where, in the unit of the data.</param>
/// <param name="IsVertical">True for a value of x.</param>
/// <param name="Label">What it means, for the legend.</param>
public sealed record FigureGuide(double Value, bool IsVertical, string Label);
