using LoraCluster.Reports.Figures.Model;
using ScottPlot;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Draws a whole figure: head, panels, titles of the axes.</summary>
internal sealed class FigurePage
{
    private const float Margin = 12;
    private const float TitleGap = 4;

    private readonly Figure _figure;
    private readonly FigureHead _head;
    private readonly IReadOnlyList<string>[] _titles;
    private readonly PageLayout _layout;

    public FigurePage(Figure figure, Paint paint)
    {
        _figure = figure;
        _head = new FigureHead(figure, paint);
        float width = PageLayout.DataWidthOf(figure.Panels.Count);
        _titles = [.. figure.Panels.Select(panel => panel.Title.Length == 0 ? [] : LineWrap.Of(panel.Title, width, Ink.TextSize, paint))];
        _layout = new PageLayout(figure.Panels.Count, _head.Height, _titles.Max(lines => lines.Count));
    }

    /// <summary>Width of the page in pixels.</summary>
    public int Width => (int)PageLayout.Width;

    /// <summary>Height of the page in pixels.</summary>
    public int Height => (int)MathF.Ceiling(_layout.Height);

    public void Draw(SKCanvas canvas, Paint paint)
    {
        canvas.Clear(SKColors.White);
        for (int panel = 0; panel < _figure.Panels.Count; panel++)
        {
            new PanelPlot(_figure, _layout, panel).Draw(canvas);
            PanelTitle(canvas, paint, panel);
        }

        _head.Draw(canvas, paint);
        AxisTitles(canvas, paint);
    }

    private void PanelTitle(SKCanvas canvas, Paint paint, int panel)
    {
        (float left, float top, float right, _) = _layout.Data(panel);
        float y = top - TitleGap - (_titles[panel].Count * PageLayout.TitleLine);
        foreach (string line in _titles[panel])
        {
            y += PageLayout.TitleLine;
            Ink.Label(Ink.TextSize, Ink.Text, Alignment.LowerCenter).Render(canvas, new Pixel((left + right) / 2, y), paint, line);
        }
    }

    // Once for all panels: they share their axes.
    private void AxisTitles(SKCanvas canvas, Paint paint)
    {
        (float left, float top, _, _) = _layout.Data(0);
        (_, _, float right, _) = _layout.Data(_layout.Columns - 1);
        (_, _, _, float bottom) = _layout.Data((_layout.Rows - 1) * _layout.Columns);
        LabelStyle style = Ink.Label(Ink.TextSize, Ink.Text, Alignment.MiddleCenter);
        style.Render(canvas, new Pixel((left + right) / 2, _layout.Height - Margin), paint, _figure.X.Label);
        style.Rotation = -90;
        style.Render(canvas, new Pixel(Margin, (top + bottom) / 2), paint, _figure.Y.Label);
    }
}
