using System.Globalization;
using LoraCluster.Reports.Figures.Building;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Finds the value of an axis that a filter means.</summary>
internal static class FilterValue
{
    // Axes spaced geometrically have values of seventeen digits, and figures show five: nobody should have to type more.
    private const double RelativeTolerance = 0.01;
    private const int ValuesShown = 10;

    /// <summary>The value meant: of a real axis the nearest within 1 %, of any other the one written. Throws <see cref="FigureRefusedException"/> where there is none.</summary>
    public static ParameterValue Find(AxisFilter filter, ParameterSpec spec, IReadOnlyList<ParameterValue> values)
    {
        ParameterValue? found = ValueOrder.IsNumeric(spec) ? Number(filter.Value, spec, values) : Word(filter.Value, values);
        return found ?? throw new FigureRefusedException(
            $"option --where: got '{filter.Axis}={filter.Value}'; expected a value that {filter.Axis} has in this dataset: {Shown(spec, values)}");
    }

    private static ParameterValue? Word(string text, IReadOnlyList<ParameterValue> values) =>
        values.Where(value => value.ToString() == text).Select(value => (ParameterValue?)value).FirstOrDefault();

    private static ParameterValue? Number(string text, ParameterSpec spec, IReadOnlyList<ParameterValue> values)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double wanted) || !double.IsFinite(wanted))
        {
            return null;
        }

        ParameterValue nearest = values.MinBy(value => Math.Abs(value.Number - wanted));
        double tolerance = spec.Kind == ParameterKind.Real ? RelativeTolerance * Math.Abs(nearest.Number) : 0;
        return Math.Abs(nearest.Number - wanted) <= tolerance ? nearest : null;
    }

    private static string Shown(ParameterSpec spec, IReadOnlyList<ParameterValue> values)
    {
        IEnumerable<string> first = values.Order(new ValueOrder(spec)).Take(ValuesShown).Select(NumberText.Of);
        string more = values.Count > ValuesShown ? $" … ({values.Count} values)" : string.Empty;
        return string.Join(", ", first) + more;
    }
}
