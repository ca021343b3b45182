namespace LoraCluster.Reports.Figures.Model;

/// <summary>The points of one series in one panel.</summary>
/// <param name="Series">The place of its series in <see cref="Figure.Series"/>.</param>
/// <param name="Points">Ascending in x, without repeats; at least one.</param>
public sealed record FigureCurve(int Series, IReadOnlyList<FigurePoint> Points);
