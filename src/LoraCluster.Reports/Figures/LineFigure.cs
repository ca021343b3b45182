using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures;

/// <summary>A figure of a few named curves that come from no dataset.</summary>
public static class LineFigure
{
    private const int MostLabels = 8;
    private static readonly PointShape[] Shapes = Enum.GetValues<PointShape>();

    /// <summary>Decides scales, colours and shapes. The first curve is the baseline, drawn in black.</summary>
    /// <param name="title">The title.</param>
    /// <param name="subtitle">What is the same everywhere.</param>
    /// <param name="xLabel">Title of the horizontal axis.</param>
    /// <param name="yLabel">Title of the vertical axis.</param>
    /// <param name="curves">Names and points, ascending in x; on a logarithmic axis points that are not positive are left out.</param>
    /// <param name="areMedians">Whether the values are medians.</param>
    /// <param name="hasBaseline">Whether the first curve is what the others are compared with.</param>
    /// <param name="isGrid">Whether x in equal steps means a linear axis.</param>
    public static Figure Of(
        string title, string subtitle, string xLabel, string yLabel, IReadOnlyList<(string Name, IReadOnlyList<LinePoint> Points)> curves, bool areMedians, bool hasBaseline = true, bool isGrid = false)
    {
        int first = hasBaseline ? 1 : 0;
        var positive = curves.Select(curve => curve.Points.Where(point => point.Y > 0).ToList()).ToList();
        var all = positive.SelectMany(points => points).ToList();
        return new Figure
        {
            Title = title,
            Subtitle = subtitle,
            Remarks = [],
            IsWithoutBands = all.All(point => point.Low is null),
            X = isGrid ? AxisBuilder.OfGrid(xLabel, [.. all.Select(point => point.X)], MostLabels) : AxisBuilder.Of(xLabel, [.. all.Select(point => point.X)], [], MostLabels),
            Y = AxisBuilder.Of(yLabel, [.. all.Select(point => point.Y)], [.. all.SelectMany(point => new[] { point.Low, point.High }).OfType<double>()], MostLabels),
            Series = [.. curves.Select((curve, place) => new FigureSeries(
                curve.Name, place < first ? SeriesList.BaselineColor : Viridis.Color(place - first, curves.Count - first), Shapes[place % Shapes.Length], IsBaseline: place < first))],
            Panels =
            [
                new FigurePanel(string.Empty, [.. positive.Select((points, place) => new FigureCurve(place, [.. points.Select(point => new FigurePoint(point.X, point.Y, point.Low, point.High, areMedians))]))
                    .Where(curve => curve.Points.Count > 0)]),
            ],
        };
    }
}
