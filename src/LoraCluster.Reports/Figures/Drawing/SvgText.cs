using System.Globalization;
using System.Text.RegularExpressions;
using LoraCluster.Reports.Figures.Model;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>
/// Rewrites Skia's SVG so that every reader shows it well. Skia places each glyph by itself, which tears words apart where the reader's font is another one; fixes
/// the size in pixels; and numbers clips through the life of the process. Here a text has one place, its whole length, and families of the same widths; the
/// picture scales and has a title for screen readers; and clips are numbered from 0, so that the same figure gives the same bytes.
/// </summary>
internal static partial class SvgText
{
    public static string Clean(string svg, Figure figure)
    {
        string texts = TextElement().Replace(svg, Rewrite);
        var clips = new Dictionary<string, int>();
        string numbered = ClipName().Replace(texts, clip => Renumbered(clip, clips));
        return RootElement().Replace(numbered, root => Root(root, figure), 1);
    }

    private static string Renumbered(Match clip, Dictionary<string, int> clips)
    {
        clips.TryAdd(clip.Groups["name"].Value, clips.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{clip.Groups["before"].Value}clip{clips[clip.Groups["name"].Value]}");
    }

    private static string Root(Match root, Figure figure)
    {
        string width = root.Groups["width"].Value, height = root.Groups["height"].Value;
        string title = System.Security.SecurityElement.Escape($"{figure.Title}: {figure.Y.Label} against {figure.X.Label}")!;
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" "
            + $"viewBox=\"0 0 {width} {height}\" role=\"img\">\n\t<title>{title}</title>";
    }

    private static string Rewrite(Match element)
    {
        string text = element.Groups["text"].Value.Trim();
        string size = element.Groups["size"].Value;
        using var font = new SKFont(FigureFont.Typeface, float.Parse(size, CultureInfo.InvariantCulture));
        float length = font.MeasureText(System.Net.WebUtility.HtmlDecode(text));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<text{element.Groups["before"].Value} font-size=\"{size}\" font-family=\"{FigureFont.SvgFamilies}\" x=\"{First(element, "x")}\" y=\"{First(element, "y")}\" ")
            + string.Create(CultureInfo.InvariantCulture, $"textLength=\"{length:0.##}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>");
    }

    private static string First(Match element, string coordinate) => element.Groups[coordinate].Value.Split(',')[0].Trim();

    [GeneratedRegex("""<text(?<before>[^>]*?) font-size="(?<size>[^"]+)" font-family="[^"]*" x="(?<x>[^"]*)" y="(?<y>[^"]*)">(?<text>[^<]*)</text>""")]
    private static partial Regex TextElement();

    [GeneratedRegex("""(?<before><clipPath id="|url\(#)(?<name>cl_[0-9a-f]+)""")]
    private static partial Regex ClipName();

    [GeneratedRegex("""<svg [^>]*width="(?<width>[^"]+)" height="(?<height>[^"]+)">""")]
    private static partial Regex RootElement();
}
