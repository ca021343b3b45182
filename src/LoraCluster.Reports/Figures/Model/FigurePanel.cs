namespace LoraCluster.Reports.Figures.Model;

/// <summary>One pair of axes with its curves.</summary>
/// <param name="Title">What tells it from the other panels; empty where there is only one.</param>
/// <param name="Curves">At most one per series, in the order of the series.</param>
public sealed record FigurePanel(string Title, IReadOnlyList<FigureCurve> Curves)
{
    /// <summary>Areas behind the curves; of a map nothing else.</summary>
    public IReadOnlyList<FigureTile> Tiles { get; init; } = [];
}
