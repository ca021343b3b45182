namespace LoraCluster.Reports.Figures;

/// <summary>What somebody wants to see of a dataset.</summary>
/// <param name="X">The axis to draw along, by the parameter's name; null chooses the numeric one with the most values.</param>
/// <param name="Where">Axes to be kept at one value.</param>
public sealed record FigureRequest(string? X, IReadOnlyList<AxisFilter> Where)
{
    /// <summary>The whole dataset along its longest axis.</summary>
    public static FigureRequest Everything { get; } = new(null, []);
}
