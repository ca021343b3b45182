namespace LoraCluster.Reports.Figures;

/// <summary>Keeps an axis at one value.</summary>
/// <param name="Axis">The parameter's name.</param>
/// <param name="Value">The value as the user wrote it.</param>
public sealed record AxisFilter(string Axis, string Value)
{
    /// <summary>Reads <c>axis=value</c>; throws <see cref="FigureRefusedException"/> for anything else.</summary>
    public static AxisFilter Parse(string text)
    {
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        return sides is [{ Length: > 0 } axis, { Length: > 0 } value]
            ? new AxisFilter(axis, value)
            : throw new FigureRefusedException($"option --where: got '{text}'; expected \"axis=value\", for example \"noise_std=1\"");
    }
}
