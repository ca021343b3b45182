using LoraCluster.Reports.Figures.Model;
using ScottPlot;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>A sample and what it means.</summary>
/// <param name="Text">The meaning.</param>
/// <param name="Sample">Draws the sample from its left end on, <see cref="SampleWidth"/> wide.</param>
internal sealed record LegendEntry(string Text, Action<SKCanvas, Paint, Pixel> Sample)
{
    /// <summary>Width of every sample in pixels.</summary>
    public const float SampleWidth = 24;

    private const float BandHeight = 10;
    private static readonly FigureSeries Grey = new(string.Empty, "#555555", PointShape.Circle, IsBaseline: false);

    /// <summary>The figure's estimators.</summary>
    public static IReadOnlyList<LegendEntry> SeriesOf(Figure figure) =>
        [.. figure.Series.Select(series => new LegendEntry(series.Label, (canvas, paint, at) => Series(canvas, paint, at, series)))];

    /// <summary>What bands and hollow markers mean, as far as the figure has them.</summary>
    public static IReadOnlyList<LegendEntry> MeaningsOf(Figure figure)
    {
        var entries = new List<LegendEntry>();
        if (figure.HasMeanBands)
        {
            entries.Add(new LegendEntry(figure.BandMeaning, Band));
        }

        if (figure.HasTheory)
        {
            entries.Add(new LegendEntry("thin line: theory", (canvas, paint, at) => Ink.Theory(Grey).Render(canvas, LineFrom(at), paint)));
        }

        if (figure.MarkMeaning is { } meaning)
        {
            entries.Add(new LegendEntry(meaning, (canvas, paint, at) => Ink.Ring(Grey).Render(canvas, new Pixel(at.X + (SampleWidth / 2), at.Y), paint)));
        }

        entries.AddRange(figure.Guides.Select(guide => new LegendEntry(guide.Label, (canvas, paint, at) => Ink.Guide.Render(canvas, LineFrom(at), paint))));

        if (figure.HasBareMeans)
        {
            entries.Add(new LegendEntry("mean without band: the variance is infinite", (canvas, paint, at) => Curve(canvas, paint, at, Grey, isMedian: false)));
        }

        if (figure.HasMedians)
        {
            entries.Add(new LegendEntry("median, band: 5 % to 95 % of trials" + (figure.HasMeans ? ", where no mean exists" : string.Empty), (canvas, paint, at) => Curve(canvas, paint, at, Grey, isMedian: true)));
        }

        return entries;
    }

    private static void Series(SKCanvas canvas, Paint paint, Pixel at, FigureSeries series)
    {
        if (series.IsArea)
        {
            Area(canvas, paint, at, Ink.Of(series));
        }
        else
        {
            Curve(canvas, paint, at, series, isMedian: false);
        }
    }

    private static void Area(SKCanvas canvas, Paint paint, Pixel at, Color color) => ScottPlot.Drawing.FillRectangle(
        canvas, new PixelRect(at.X, at.X + SampleWidth, at.Y + (BandHeight / 2), at.Y - (BandHeight / 2)), paint, new FillStyle { Color = color });

    private static void Curve(SKCanvas canvas, Paint paint, Pixel at, FigureSeries series, bool isMedian)
    {
        Ink.Line(series, isMedian).Render(canvas, LineFrom(at), paint);
        Ink.Marker(series, isMedian, isOnLine: true).Render(canvas, new Pixel(at.X + (SampleWidth / 2), at.Y), paint);
    }

    private static void Band(SKCanvas canvas, Paint paint, Pixel at)
    {
        Area(canvas, paint, at, Ink.Of(Grey).WithAlpha(Ink.BandOpacity));
        Ink.Line(Grey, isMedian: false).Render(canvas, LineFrom(at), paint);
    }

    private static PixelLine LineFrom(Pixel at) => new(at, new Pixel(at.X + SampleWidth, at.Y));
}
