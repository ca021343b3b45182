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

    /// <summary>Lines across every panel.</summary>
    public IReadOnlyList<FigureGuide> Guides { get; init; } = [];

    /// <summary>What the bands of means are, for the legend.</summary>
    public string BandMeaning { get; init; } = "mean, band: its 95 % confidence (± 1.96 standard errors)";

    /// <summary>What a marked point is, for the legend; null where none is marked.</summary>
    public string? MarkMeaning { get; init; }

    /// <summary>True where no band is missing: values are expectations by theory, or of a kind whose spread is not known.</summary>
    public bool IsWithoutBands { get; init; }

    /// <summary>True where theory stands beside what was simulated.</summary>
    public bool HasTheory => Points.Any(point => point.Theory is not null);

    /// <summary>True where some point shows a median.</summary>
    public bool HasMedians => Points.Any(point => point.IsMedian);

    /// <summary>True where some point shows anything else: then medians stand where there is no mean.</summary>
    public bool HasMeans => Points.Any(point => !point.IsMedian);

    /// <summary>True where some mean has a confidence band.</summary>
    public bool HasMeanBands => Points.Any(point => !point.IsMedian && point.Low is not null);

    /// <summary>True where some mean has no confidence band: its variance does not exist.</summary>
    public bool HasBareMeans => !IsWithoutBands && Points.Any(point => !point.IsMedian && point.Low is null);

    private IEnumerable<FigurePoint> Points => Panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points);
}
