namespace LoraCluster.Reports.Figures.Model;

/// <summary>A tick.</summary>
/// <param name="Value">Where, in the unit of the data.</param>
/// <param name="Label">Its text; null for a minor tick.</param>
public sealed record AxisTick(double Value, string? Label);
