using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures;

/// <summary>A figure of which class is met where in a plane.</summary>
public static class MapFigure
{
    private const string FirstColor = "#d9d9d9";

    /// <summary>Decides scales and colours. Each place is coloured up to half way to its neighbours, on the scale of the axis.</summary>
    /// <param name="title">The title.</param>
    /// <param name="subtitle">What is the same everywhere.</param>
    /// <param name="xLabel">Title of the horizontal axis.</param>
    /// <param name="yLabel">Title of the vertical axis.</param>
    /// <param name="xs">Its values, ascending, at least two.</param>
    /// <param name="ys">Those of the vertical axis.</param>
    /// <param name="classes">Names of the classes: the first is drawn in grey, the others are ordered.</param>
    /// <param name="classAt">The class at the place of an x and a y.</param>
    public static Figure Of(
        string title, string subtitle, string xLabel, string yLabel, IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<string> classes, Func<int, int, int> classAt) =>
        Of(title, subtitle, [], MapAxis.Of(xLabel, xs), MapAxis.Of(yLabel, ys), classes, [(string.Empty, (x, y) => classAt(x, y))]);

    /// <summary>The same for several planes over the same axes; a place without a class stays white.</summary>
    internal static Figure Of(
        string title, string subtitle, IReadOnlyList<string> remarks, MapAxis x, MapAxis y, IReadOnlyList<string> classes, IReadOnlyList<(string Title, Func<int, int, int?> ClassAt)> planes) => new()
        {
            Title = title,
            Subtitle = subtitle,
            Remarks = remarks,
            IsWithoutBands = true,
            X = x.Axis,
            Y = y.Axis,
            Series =
        [
            .. classes.Select((name, place) => new FigureSeries(
                name, place == 0 ? FirstColor : Viridis.Color(place - 1, classes.Count - 1), PointShape.Square, IsBaseline: false) { IsArea = true }),
        ],
            Panels =
        [
            .. planes.Select(plane => new FigurePanel(plane.Title, [])
            {
                Tiles = [.. Enumerable.Range(0, y.Edges.Count - 1).SelectMany(row => Row(row, x.Edges, y.Edges, plane.ClassAt))],
            }),
        ],
        };

    // Neighbours of one class are one tile.
    private static IEnumerable<FigureTile> Row(int row, IReadOnlyList<double> lefts, IReadOnlyList<double> lows, Func<int, int, int?> classAt)
    {
        int first = 0;
        for (int column = 1; column < lefts.Count; column++)
        {
            if (column == lefts.Count - 1 || classAt(column, row) != classAt(first, row))
            {
                if (classAt(first, row) is { } met)
                {
                    yield return new FigureTile(met, lefts[first], lefts[column], lows[row], lows[row + 1]);
                }

                first = column;
            }
        }
    }
}
