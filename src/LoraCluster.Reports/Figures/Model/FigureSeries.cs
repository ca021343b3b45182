namespace LoraCluster.Reports.Figures.Model;

/// <summary>One entry of the legend.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Color">Its colour, <c>#rrggbb</c>.</param>
/// <param name="Shape">Its marker; told apart by shape too, for eyes and printers that do not see colours.</param>
/// <param name="IsBaseline">True for what the others are compared with.</param>
public sealed record FigureSeries(string Label, string Color, PointShape Shape, bool IsBaseline)
{
    /// <summary>True where it colours areas and not lines.</summary>
    public bool IsArea { get; init; }
}
