using LoraCluster.Reports.Figures.Model;
using ScottPlot;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>What stands above the panels: title, subtitle, remarks, legend.</summary>
internal sealed class FigureHead
{
    private const float Left = 18;
    private const float Right = PageLayout.Width - 14;
    private const float Top = 8;
    private const float TitleHeight = 22;
    private const float LineHeight = 18;
    private const float Gap = 4;
    private const float SampleGap = 5;
    private const float EntryGap = 14;

    private readonly string _title;
    private readonly string[] _lines;
    private readonly List<(LegendEntry Entry, Pixel At)> _legend = [];

    public FigureHead(Figure figure, Paint paint)
    {
        _title = figure.Title;
        IReadOnlyList<string> Wrap(string text) => LineWrap.Of(text, Right - Left, Ink.SmallSize, paint);
        _lines = [.. Wrap(figure.Subtitle), .. figure.Remarks.SelectMany(Wrap)];
        float y = Top + TitleHeight + (_lines.Length * LineHeight) + Gap;
        y = Place(LegendEntry.SeriesOf(figure), y, paint);
        y = Place(LegendEntry.MeaningsOf(figure), y, paint);
        Height = y + Gap;
    }

    /// <summary>The room it takes, in pixels.</summary>
    public float Height { get; }

    public void Draw(SKCanvas canvas, Paint paint)
    {
        Text(Ink.TitleSize, Ink.Text).Render(canvas, new Pixel(Left, Top + (TitleHeight / 2)), paint, _title);
        for (int i = 0; i < _lines.Length; i++)
        {
            Text(Ink.SmallSize, Ink.Quiet).Render(canvas, new Pixel(Left, Top + TitleHeight + ((i + 0.5f) * LineHeight)), paint, _lines[i]);
        }

        foreach ((LegendEntry entry, Pixel at) in _legend)
        {
            entry.Sample(canvas, paint, at);
            Text(Ink.SmallSize, Ink.Text).Render(canvas, new Pixel(at.X + LegendEntry.SampleWidth + SampleGap, at.Y), paint, entry.Text);
        }
    }

    // Entries side by side, in as many lines as they need; returns where the next line would begin.
    private float Place(IReadOnlyList<LegendEntry> entries, float y, Paint paint)
    {
        float x = Left;
        foreach (LegendEntry entry in entries)
        {
            float width = LegendEntry.SampleWidth + SampleGap + LineWrap.WidthOf(entry.Text, Ink.SmallSize, paint);
            if (x > Left && x + width > Right)
            {
                x = Left;
                y += LineHeight;
            }

            _legend.Add((entry, new Pixel(x, y + (LineHeight / 2))));
            x += width + EntryGap;
        }

        return entries.Count > 0 ? y + LineHeight : y;
    }

    private static LabelStyle Text(float size, Color color) => Ink.Label(size, color, Alignment.MiddleLeft);
}
