using System.Text;
using LoraCluster.Reports.Figures.Model;
using ScottPlot;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Turns a figure into files' bytes: the same figure, the same bytes.</summary>
public static class FigureRenderer
{
    // Twice the SVG's pixels: 1360 across, enough for print across a text column.
    private const int PngScale = 2;
    private const int PngQuality = 100;

    /// <summary>The figure as PNG.</summary>
    public static byte[] ToPng(Figure figure)
    {
        FigureFont.Register();
        using Paint paint = Paint.NewDisposablePaint();
        var page = new FigurePage(figure, paint);
        using var surface = SKSurface.Create(new SKImageInfo(page.Width * PngScale, page.Height * PngScale));
        surface.Canvas.Scale(PngScale);
        page.Draw(surface.Canvas, paint);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, PngQuality);
        return data.ToArray();
    }

    /// <summary>The figure as SVG, UTF-8.</summary>
    public static byte[] ToSvg(Figure figure)
    {
        FigureFont.Register();
        using Paint paint = Paint.NewDisposablePaint();
        var page = new FigurePage(figure, paint);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, page.Width, page.Height), stream))
        {
            page.Draw(canvas, paint);
        }

        return Encoding.UTF8.GetBytes(SvgText.Clean(Encoding.UTF8.GetString(stream.ToArray()), figure));
    }
}
