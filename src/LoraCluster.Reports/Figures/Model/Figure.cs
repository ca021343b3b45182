namespace LoraCluster.Reports.Figures.Model;

/// <summary>Everything that a drawing shows, decided: whoever draws it decides only where the ink goes.</summary>
public sealed record Figure
{
    /// <summary>The sweep's name.</summary>
    public required string Title { get; init; }

    /// <summary>What is the same everywhere in the figure: parameters with one value, trials per point.</summary>
    public required string Subtitle { get; init; }

    /// <summary>What a reader must know besides: points left out, ranks not drawn, a sweep that has not finished.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The horizontal axis, shared by all panels.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>The vertical axis, shared by all panels.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>The legend: baseline first, then ranks ascending.</summary>
    public required IReadOnlyList<FigureSeries> Series { get; init; }

    /// <summary>One panel per combination of the axes that are not drawn along; at least one.</summary>
    public required IReadOnlyList<FigurePanel> Panels { get; init; }

    /// <summary>True where values are expectations by theory: then no band is missing.</summary>
    public bool IsTheory { get; init; }

    /// <summary>True where some point shows a median because its mean does not exist.</summary>
    public bool HasMedians => Points.Any(point => point.IsMedian);

    /// <summary>True where some mean has a confidence band.</summary>
    public bool HasMeanBands => Points.Any(point => !point.IsMedian && point.Low is not null);

    /// <summary>True where some mean has no confidence band: its variance does not exist.</summary>
    public bool HasBareMeans => !IsTheory && Points.Any(point => !point.IsMedian && point.Low is null);

    private IEnumerable<FigurePoint> Points => Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points);
}
