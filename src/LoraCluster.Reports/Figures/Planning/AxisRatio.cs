using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>One numeric parameter divided by another, as the axis of a figure.</summary>
/// <param name="Over">The one above the line, by its place in the experiment's order.</param>
/// <param name="Under">The one below.</param>
internal sealed record AxisRatio(int Over, int Under)
{
    /// <summary>Reads <c>over/under</c>; null where there is no such sign in it. Throws <see cref="FigureRefusedException"/> for anything but two numeric parameters.</summary>
    public static AxisRatio? Parse(IReadOnlyList<ParameterSpec> parameters, string option, string text)
    {
        if (text.Split('/', StringSplitOptions.TrimEntries) is not { Length: > 1 } sides)
        {
            return null;
        }

        int[] places = [.. sides.Select(side => AxisChoice.Named(parameters, option, side))];
        return places.Length == 2 && places.All(place => ValueOrder.IsNumeric(parameters[place]))
            ? new AxisRatio(places[0], places[1])
            : throw new FigureRefusedException($"option {option}: got '{text}'; expected a ratio of two numeric axes, for example dx/n");
    }

    /// <summary>Its value in a cell; infinite where the one below is 0.</summary>
    public double Of(IReadOnlyList<ParameterValue> values) => values[Over].Number / values[Under].Number;
}
