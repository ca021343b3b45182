using LoraCluster.Numerics;
using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Chooses scale, limits and ticks of an axis from the values on it.</summary>
internal static class AxisBuilder
{
    private const double Padding = 0.04;
    private const double Decade = 10;
    private const double EvenTolerance = 1e-6;

    /// <summary>An axis of numbers: logarithmic where <paramref name="values"/> are positive and span more than a decade.</summary>
    /// <param name="label">Its title.</param>
    /// <param name="values">The values that decide the scale; at least one.</param>
    /// <param name="bands">Other values that should fit; on a logarithmic axis those that are not positive are clipped.</param>
    /// <param name="mostLabels">For how many labels there is room.</param>
    public static FigureAxis Of(string label, IReadOnlyCollection<double> values, IReadOnlyCollection<double> bands, int mostLabels)
    {
        if (values.Min() <= 0 || values.Max() / values.Min() <= Decade)
        {
            return Linear(label, [.. values, .. bands], mostLabels);
        }

        double[] all = [.. values, .. bands.Where(band => band > 0)];
        (double low, double high) = Ratio(all.Min(), all.Max());
        return new FigureAxis { Label = label, Scale = AxisScale.Logarithmic, Minimum = low, Maximum = high, Ticks = LogTicks.Between(low, high, mostLabels) };
    }

    /// <summary>An axis of a grid's numbers: linear where they stand in equal steps, for so they were meant; else as any numbers.</summary>
    public static FigureAxis OfGrid(string label, IReadOnlyCollection<double> values, int mostLabels)
    {
        double[] sorted = [.. values.Distinct().Order()];
        double step = sorted.Length > 2 ? (sorted[^1] - sorted[0]) / (sorted.Length - 1) : 0;
        bool isEven = step > 0 && sorted.Select((value, i) => Math.Abs(value - sorted[0] - (i * step))).Max() <= EvenTolerance * step;
        return isEven ? Linear(label, sorted, mostLabels) : Of(label, values, [], mostLabels);
    }

    private static FigureAxis Linear(string label, double[] values, int mostLabels)
    {
        (double low, double high) = Difference(values.Min(), values.Max());
        return new FigureAxis { Label = label, Scale = AxisScale.Linear, Minimum = low, Maximum = high, Ticks = LinearTicks.Between(low, high, mostLabels) };
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
