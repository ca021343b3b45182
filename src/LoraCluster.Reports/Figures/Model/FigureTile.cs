namespace LoraCluster.Reports.Figures.Model;

/// <summary>A rectangle in the colour of a series, its sides in the unit of the data.</summary>
/// <param name="Series">The place of its series in <see cref="Figure.Series"/>.</param>
/// <param name="Left">Its left side.</param>
/// <param name="Right">Its right side.</param>
/// <param name="Low">Its lower side.</param>
/// <param name="High">Its upper side.</param>
public readonly record struct FigureTile(int Series, double Left, double Right, double Low, double High);
