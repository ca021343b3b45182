using LoraCluster.Numerics;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Chooses scale, limits and ticks of an axis from the values on it.</summary>
internal static class AxisBuilder
{
    private const double Padding = 0.04;
    private const double Decade = 10;

    /// <summary>An axis of numbers: logarithmic where <paramref name="values"/> are positive and span more than a decade.</summary>
    /// <param name="label">Its title.</param>
    /// <param name="values">The values that decide the scale; at least one.</param>
    /// <param name="bands">Other values that should fit; on a logarithmic axis those that are not positive are clipped.</param>
    /// <param name="mostLabels">For how many labels there is room.</param>
    public static FigureAxis Of(string label, IReadOnlyCollection<double> values, IReadOnlyCollection<double> bands, int mostLabels)
    {
        bool isLogarithmic = values.Min() > 0 && values.Max() / values.Min() > Decade;
        double[] all = [.. values, .. bands.Where(band => !isLogarithmic || band > 0)];
        (double low, double high) = isLogarithmic ? Ratio(all.Min(), all.Max()) : Difference(all.Min(), all.Max());
        return new FigureAxis
        {
            Label = label,
            Scale = isLogarithmic ? AxisScale.Logarithmic : AxisScale.Linear,
            Minimum = low,
            Maximum = high,
            Ticks = isLogarithmic ? LogTicks.Between(low, high, mostLabels) : LinearTicks.Between(low, high, mostLabels),
        };
    }

    /// <summary>An axis with a place for each of these words.</summary>
    public static FigureAxis OfWords(string label, IReadOnlyList<string> words) => new()
    {
        Label = label,
        Scale = AxisScale.Categories,
        Minimum = -0.5,
        Maximum = words.Count - 0.5,
        Ticks = [.. words.Select((word, place) => new AxisTick(place, word))],
    };

    private static (double Low, double High) Ratio(double low, double high)
    {
        double room = PortableMath.Exp(Padding * PortableMath.Log(high / low));
        return (low / room, high * room);
    }

    private static (double Low, double High) Difference(double low, double high)
    {
        double room = high > low ? Padding * (high - low) : high == 0 ? 1 : Math.Abs(high) / 2;
        return (low - room, high + room);
    }
}
