namespace LoraCluster.Reports.Figures;

/// <summary>A point of a <see cref="LineFigure"/>.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">The value.</param>
/// <param name="Low">The band's lower end; null without a band.</param>
/// <param name="High">The band's upper end.</param>
public readonly record struct LinePoint(double X, double Y, double? Low = null, double? High = null)
{
    /// <summary>Values that descend, over their index from 1 on; those below <paramref name="share"/> of the first, which would squeeze what matters, are left out.</summary>
    public static IReadOnlyList<LinePoint> OfDescending(IReadOnlyList<double> values, double share) =>
        [.. values.TakeWhile(value => value >= share * values[0]).Select((value, i) => new LinePoint(i + 1, value))];
}
