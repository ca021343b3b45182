using ScottPlot;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Breaks enumerations into lines.</summary>
internal static class LineWrap
{
    /// <summary>The lines of a text, broken only after commas; at least one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The room of a line in pixels; a longer piece without comma takes what it needs.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="paint">What measures.</param>
    public static IReadOnlyList<string> Of(string text, float width, float size, Paint paint)
    {
        var lines = new List<string>();
        string line = string.Empty;
        foreach (string piece in text.Split(", "))
        {
            string longer = line.Length == 0 ? piece : line + ", " + piece;
            if (line.Length > 0 && WidthOf(longer, size, paint) > width)
            {
                lines.Add(line + ",");
                longer = piece;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>The width of a text in pixels.</summary>
    public static float WidthOf(string text, float size, Paint paint) => Ink.Label(size, Ink.Text, Alignment.MiddleLeft).Measure(text, paint).Width;
}
