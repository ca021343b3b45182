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

    /// <summary>The typeface.</summary>
    public static SKTypeface Typeface => Loaded.Value;

    /// <summary>Makes ScottPlot use this font and no other; again: nothing.</summary>
    public static void Register()
    {
        if (!Fonts.FontResolvers.Any(resolver => resolver is FigureFont))
        {
            Fonts.FontResolvers.Insert(0, new FigureFont());
        }
    }

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Typeface;

    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface;

    private static SKTypeface Load()
    {
        using Stream stream = typeof(FigureFont).Assembly.GetManifestResourceStream(ResourceName)!;
        return SKTypeface.FromStream(stream);
    }
}
