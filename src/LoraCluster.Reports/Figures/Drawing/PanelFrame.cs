using LoraCluster.Reports.Figures.Model;
using ScottPlot;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>The frame, grid and ticks of a panel.</summary>
internal static class PanelFrame
{
    /// <summary>Axis lines at the left and below, grid lines behind.</summary>
    public static void Draw(Plot plot)
    {
        plot.Axes.FrameColor(Ink.Frame);
        plot.Axes.FrameWidth(1);
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Ink.Grid;
        plot.Axes.Title.IsVisible = false;
    }

    /// <summary>The ticks of an axis, with or without their labels.</summary>
    public static void Draw(IAxis axis, FigureAxis of, bool isLabelled)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        foreach (AxisTick tick in of.Ticks)
        {
            if (tick.Label is { } label)
            {
                ticks.AddMajor(of.Place(tick.Value), isLabelled ? label : string.Empty);
            }
            else
            {
                ticks.AddMinor(of.Place(tick.Value));
            }
        }

        axis.TickGenerator = ticks;
        axis.TickLabelStyle.FontSize = Ink.SmallSize;
        axis.TickLabelStyle.ForeColor = Ink.Text;
        axis.MajorTickStyle.Color = Ink.Frame;
        axis.MinorTickStyle.Color = Ink.Frame;
    }
}
