using LoraCluster.Reports.Figures.Model;
using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using SkiaSharp;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>One panel as a plot of ScottPlot. The plot's own coordinates run from 0 to 1: the figure's axes have decided scale and ticks.</summary>
internal sealed class PanelPlot(Figure figure, PageLayout layout, int number)
{
    // On a dense axis the line is enough; markers that touch would hide it.
    private const float LeastMarkerDistance = 9;

    private const float TileOverlap = 0.6f;

    private readonly FigurePanel _panel = figure.Panels[number];

    /// <summary>Draws the panel at its place on the page.</summary>
    public void Draw(SKCanvas canvas)
    {
        using Plot plot = Create();
        (float left, float top, float right, float bottom) = layout.Data(number);
        plot.Layout.Fixed(new PixelRect(left, right, bottom, top));
        var page = new PixelRect(0, PageLayout.Width, layout.Height, 0);

        // A plot renders twice the first time, to settle its layout: drawn on paper that keeps everything, half transparent bands would come out darker.
        using var nowhere = new SKNoDrawCanvas((int)page.Width, (int)page.Height);
        plot.Render(nowhere, page);
        plot.Render(canvas, page);
    }

    private Plot Create()
    {
        var plot = new Plot();

        // A plot thinks that the canvas is its own; here it would wipe away the panels before it.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.RenderManager.Remove<RenderFigureBackground>();
        PanelFrame.Draw(plot);
        PanelFrame.Draw(plot.Axes.Bottom, figure.X, layout.IsLowest(number));
        PanelFrame.Draw(plot.Axes.Left, figure.Y, layout.IsFirst(number));
        plot.Axes.SetLimits(0, 1, 0, 1);
        foreach (FigureTile tile in _panel.Tiles)
        {
            Area(plot, tile);
        }

        foreach (FigureGuide guide in figure.Guides)
        {
            double at = guide.IsVertical ? figure.X.Place(guide.Value) : figure.Y.Place(guide.Value);
            plot.Add.Line(guide.IsVertical ? at : 0, guide.IsVertical ? 0 : at, guide.IsVertical ? at : 1, guide.IsVertical ? 1 : at).LineStyle = Ink.Guide;
        }

        foreach (FigureCurve curve in _panel.Curves)
        {
            Bands(plot, curve);
        }

        foreach (FigureCurve curve in _panel.Curves)
        {
            Lines(plot, curve);
        }

        foreach (FigureCurve curve in _panel.Curves)
        {
            Theory(plot, curve);
            Rings(plot, curve);
        }

        return plot;
    }

    private void Area(Plot plot, FigureTile tile)
    {
        var area = plot.Add.Rectangle(figure.X.Place(tile.Left), figure.X.Place(tile.Right), figure.Y.Place(tile.Low), figure.Y.Place(tile.High));
        area.FillColor = Ink.Of(figure.Series[tile.Series]);
        area.LineColor = area.FillColor;

        // Edge to edge two areas would let the paper shine through.
        area.LineWidth = TileOverlap;
    }

    private void Bands(Plot plot, FigureCurve curve)
    {
        Color color = Ink.Of(figure.Series[curve.Series]).WithAlpha(Ink.BandOpacity);
        foreach (CurveRun run in Runs(curve).Where(run => run.HasBand))
        {
            double[] xs = [.. run.Points.Select(point => X(point, curve))];
            double[] lows = [.. run.Points.Select(point => figure.Y.Place(point.Low!.Value))];
            double[] highs = [.. run.Points.Select(point => figure.Y.Place(point.High!.Value))];
            if (xs.Length == 1)
            {
                var bar = plot.Add.Line(xs[0], lows[0], xs[0], highs[0]);
                bar.LineColor = Ink.Of(figure.Series[curve.Series]);
                bar.LineWidth = 1;
            }
            else
            {
                var band = plot.Add.FillY(xs, lows, highs);
                band.FillColor = color;
                band.LineWidth = 0;
            }
        }
    }

    private void Lines(Plot plot, FigureCurve curve)
    {
        FigureSeries series = figure.Series[curve.Series];
        CurveRun? before = null;
        foreach (CurveRun run in Runs(curve))
        {
            if (before is not null && figure.X.Scale != AxisScale.Categories)
            {
                Join(plot, curve, [before.Points[^1], run.Points[0]], before.IsMedian || run.IsMedian);
            }

            Join(plot, curve, run.Points, run.IsMedian);
            plot.Add.Markers(MarkerPlaces(run, curve)).MarkerStyle = Ink.Marker(series, run.IsMedian, isOnLine: run.Points.Count > 1);
            before = run;
        }
    }

    // Above the lines of all curves: a core that another curve's line may not hide.
    private void Theory(Plot plot, FigureCurve curve)
    {
        if (figure.X.Scale == AxisScale.Categories)
        {
            return;
        }

        var run = new List<Coordinates>();
        foreach (FigurePoint? point in curve.Points.Append(null))
        {
            if (point?.Theory is { } expected && expected >= figure.Y.Minimum && expected <= figure.Y.Maximum)
            {
                run.Add(new Coordinates(figure.X.Place(point.X), figure.Y.Place(expected)));
                continue;
            }

            if (run.Count > 1)
            {
                plot.Add.ScatterLine(run.ToArray()).LineStyle = Ink.Theory(figure.Series[curve.Series]);
            }

            run.Clear();
        }
    }

    private void Rings(Plot plot, FigureCurve curve)
    {
        Coordinates[] marked = [.. curve.Points.Where(point => point.IsMarked).Select(point => Place(point, curve))];
        if (marked.Length > 0)
        {
            plot.Add.Markers(marked).MarkerStyle = Ink.Ring(figure.Series[curve.Series]);
        }
    }

    private void Join(Plot plot, FigureCurve curve, IReadOnlyList<FigurePoint> points, bool isMedian)
    {
        if (points.Count > 1)
        {
            Coordinates[] places = [.. points.Select(point => Place(point, curve))];
            var line = plot.Add.ScatterLine(places);
            line.LineStyle = Ink.Line(figure.Series[curve.Series], isMedian);
        }
    }

    private Coordinates[] MarkerPlaces(CurveRun run, FigureCurve curve)
    {
        var places = new List<Coordinates>();
        foreach (Coordinates place in run.Points.Select(point => Place(point, curve)))
        {
            if (places.Count == 0 || (place.X - places[^1].X) * layout.DataWidth >= LeastMarkerDistance)
            {
                places.Add(place);
            }
        }

        return [.. places];
    }

    private IEnumerable<CurveRun> Runs(FigureCurve curve) => CurveRun.Of(curve, figure.X.Scale != AxisScale.Categories);

    private Coordinates Place(FigurePoint point, FigureCurve curve) => new(X(point, curve), figure.Y.Place(point.Y));

    // Estimators stand side by side at a word, since their values may coincide and no line leads from word to word.
    private double X(FigurePoint point, FigureCurve curve)
    {
        const double ShareOfTheWord = 0.6;
        double aside = figure.X.Scale == AxisScale.Categories
            ? ShareOfTheWord * (((curve.Series + 0.5) / figure.Series.Count) - 0.5)
            : 0;
        return figure.X.Place(point.X + aside);
    }
}
