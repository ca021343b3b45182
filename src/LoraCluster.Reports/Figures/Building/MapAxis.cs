using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>An axis of a map: each value is coloured up to half way to its neighbours, on the scale of the axis.</summary>
/// <param name="Axis">The axis, from the outer edge of the first value to that of the last.</param>
/// <param name="Edges">The edges of the values' areas, one more than values.</param>
internal sealed record MapAxis(FigureAxis Axis, IReadOnlyList<double> Edges)
{
    private const int MostLabels = 8;

    /// <summary>An axis of numbers, ascending, at least two.</summary>
    public static MapAxis Of(string label, IReadOnlyList<double> values)
    {
        var axis = AxisBuilder.OfGrid(label, values, MostLabels);
        bool isLogarithmic = axis.Scale == AxisScale.Logarithmic;
        double Between(double a, double b) => isLogarithmic ? Math.Sqrt(a) * Math.Sqrt(b) : (a + b) / 2;
        double Beyond(double inner, double end) => isLogarithmic ? end * Math.Sqrt(end / inner) : end + ((end - inner) / 2);
        double[] edges = [Beyond(values[1], values[0]), .. values.Skip(1).Zip(values, Between), Beyond(values[^2], values[^1])];
        return new MapAxis(axis with { Minimum = edges[0], Maximum = edges[^1], Ticks = [.. axis.Ticks.Where(tick => tick.Value >= edges[0] && tick.Value <= edges[^1])] }, edges);
    }

    /// <summary>An axis with a place for each of these words.</summary>
    public static MapAxis OfWords(string label, IReadOnlyList<string> words) =>
        new(AxisBuilder.OfWords(label, words), [.. Enumerable.Range(0, words.Count + 1).Select(place => place - 0.5)]);
}
