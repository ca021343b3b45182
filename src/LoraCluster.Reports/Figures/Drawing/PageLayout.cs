namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Where panels stand on the page. Lengths in pixels of the SVG; the PNG has twice as many.</summary>
/// <param name="panels">How many panels, at least one.</param>
/// <param name="headHeight">What title, subtitle and legend take at the top.</param>
/// <param name="titleLines">Lines of the longest panel title; 0 where panels have none.</param>
internal sealed class PageLayout(int panels, float headHeight, int titleLines)
{
    /// <summary>The page's width, whatever is on it: text then has one size on paper.</summary>
    public const float Width = 680;

    // Room for the axes' titles and the tick labels of the outer panels, and between panels.
    private const float Left = 68;
    private const float Right = 14;
    private const float Bottom = 46;
    private const float Gap = 16;
    private const float SingleHeight = 340;
    private const float ManyHeight = 170;

    /// <summary>Height of a line of a panel's title.</summary>
    public const float TitleLine = 16;

    /// <summary>Panels side by side.</summary>
    public int Columns => ColumnsOf(panels);

    /// <summary>Panels one above the other.</summary>
    public int Rows => (panels + Columns - 1) / Columns;

    /// <summary>The page's height.</summary>
    public float Height => DataTop(Rows - 1) + DataHeight + Bottom;

    /// <summary>Width of the part of a panel in which curves are drawn.</summary>
    public float DataWidth => DataWidthOf(panels);

    private float DataHeight => panels == 1 ? SingleHeight : ManyHeight;

    private float TitleHeight => (Gap / 2) + (titleLines * TitleLine);

    /// <summary>Width of the part of a panel in which curves are drawn, on a page with this many.</summary>
    public static float DataWidthOf(int panels) => (Width - Left - Right - (Gap * (ColumnsOf(panels) - 1))) / ColumnsOf(panels);

    /// <summary>The part of a panel in which curves are drawn.</summary>
    public (float Left, float Top, float Right, float Bottom) Data(int panel)
    {
        (int row, int column) = Math.DivRem(panel, Columns);
        float left = Left + (column * (DataWidth + Gap));
        return (left, DataTop(row), left + DataWidth, DataTop(row) + DataHeight);
    }

    /// <summary>True where tick labels belong at the left: the panels beside share the axis.</summary>
    public bool IsFirst(int panel) => panel % Columns == 0;

    /// <summary>True where tick labels belong below: no panel stands there.</summary>
    public bool IsLowest(int panel) => panel + Columns >= panels;

    private float DataTop(int row) => headHeight + TitleHeight + (row * (DataHeight + TitleHeight + (Gap / 2)));

    private static int ColumnsOf(int panels) => panels switch { <= 3 => panels, 4 => 2, <= 9 => 3, _ => 4 };
}
