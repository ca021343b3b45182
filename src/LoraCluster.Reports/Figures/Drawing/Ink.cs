using LoraCluster.Reports.Figures.Model;
using ScottPlot;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Widths, sizes and colours.</summary>
internal static class Ink
{
    public const float TitleSize = 16;
    public const float TextSize = 13;
    public const float SmallSize = 12;
    public const byte BandOpacity = 45;

    // The baseline is the wider line, so that it still shows beneath a curve that coincides with it.
    private const float BaselineWidth = 3;
    private const float CurveWidth = 1.6f;
    private const float MedianWidth = 0.8f;
    private const float TheoryWidth = 0.8f;
    private const double TheoryDarkening = 0.6;
    private const float MarkerSize = 6;
    private const float MarkerOutline = 1.2f;

    public static readonly Color Text = new(0x1a, 0x1a, 0x1a);
    public static readonly Color Quiet = new(0x55, 0x55, 0x55);
    public static readonly Color Frame = new(0x80, 0x80, 0x80);
    public static readonly Color Grid = new(0xe4, 0xe4, 0xe4);

    public static Color Of(FigureSeries series) => Color.FromHex(series.Color);

    /// <summary>A line across a panel.</summary>
    public static LineStyle Guide => new() { Width = 1.2f, Color = Quiet };

    /// <summary>The line of a series; thin between medians (Skia's SVG knows no dashes).</summary>
    public static LineStyle Line(FigureSeries series, bool isMedian) => new()
    {
        Width = isMedian ? MedianWidth : series.IsBaseline ? BaselineWidth : CurveWidth,
        Color = Of(series),
        StrokeJoin = SkiaSharp.SKStrokeJoin.Round,
    };

    /// <summary>The line of a theory: a thin core, light within the baseline's black and dark within the others' colours, so that it shows where both coincide.</summary>
    public static LineStyle Theory(FigureSeries series) => new()
    {
        Width = TheoryWidth,
        Color = series.IsBaseline ? Colors.White : Of(series).Darken(TheoryDarkening),
        StrokeJoin = SkiaSharp.SKStrokeJoin.Round,
    };

    /// <summary>A ring around a point that deserves the eye.</summary>
    public static MarkerStyle Ring(FigureSeries series) => new()
    {
        Shape = MarkerShape.OpenCircle,
        Size = 2 * MarkerSize,
        LineColor = Of(series).Darken(TheoryDarkening),
        LineWidth = MarkerOutline,
    };

    /// <summary>The marker of a point; medians are hollow. On the baseline's line small ones do.</summary>
    public static MarkerStyle Marker(FigureSeries series, bool isMedian, bool isOnLine)
    {
        Color color = Of(series);
        return new MarkerStyle
        {
            Shape = Shape(series.Shape),
            Size = series.IsBaseline && isOnLine && !isMedian ? BaselineWidth + 1 : MarkerSize * Magnification(series.Shape),
            FillColor = isMedian ? Colors.White : color,
            LineColor = color,
            OutlineColor = isMedian ? color : Colors.White.WithAlpha(0),
            OutlineWidth = isMedian ? MarkerOutline : 0,
        };
    }

    public static LabelStyle Label(float size, Color color, Alignment alignment) => new()
    {
        FontSize = size,
        ForeColor = color,
        Alignment = alignment,
    };

    // Pointed shapes have less ink than round and square ones of the same width.
    private static float Magnification(PointShape shape) => shape is PointShape.Circle or PointShape.Square ? 1 : 1.25f;

    private static MarkerShape Shape(PointShape shape) => shape switch
    {
        PointShape.Circle => MarkerShape.FilledCircle,
        PointShape.Square => MarkerShape.FilledSquare,
        PointShape.TriangleUp => MarkerShape.FilledTriangleUp,
        PointShape.Diamond => MarkerShape.FilledDiamond,
        _ => MarkerShape.FilledTriangleDown,
    };
}
