using ScottPlot;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>
/// The one font of all figures, carried inside the assembly: labels appear, and take the same room, on a machine without any font. Its widths are those of Arial and
/// Helvetica, which an SVG's reader has under one name or another.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The families that an SVG names, the first that a reader has is taken; all have the widths of ours.</summary>
    public const string SvgFamilies = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif";

    private const string ResourceName = "LoraClusterSans-Regular.ttf";

    private static readonly Lazy<SKTypeface> Loaded = new(Load);

    // ScottPlot's list is for one thread at a time.
    private static readonly Lazy<FigureFont> Registered = new(() =>
    {
        var font = new FigureFont();
        Fonts.FontResolvers.Insert(0, font);
        return font;
    });

    /// <summary>The typeface.</summary>
    public static SKTypeface Typeface => Loaded.Value;

    /// <summary>Makes ScottPlot use this font and no other; again: nothing. Thread-safe.</summary>
    public static void Register() => _ = Registered.Value;

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Typeface;

    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface;

    private static SKTypeface Load()
    {
        using Stream stream = typeof(FigureFont).Assembly.GetManifestResourceStream(ResourceName)!;
        return SKTypeface.FromStream(stream);
    }
}
