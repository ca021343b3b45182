using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Html;

/// <summary>A figure of a report.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Figure">The figure.</param>
internal sealed record ReportFigure(string Caption, Figure Figure);
