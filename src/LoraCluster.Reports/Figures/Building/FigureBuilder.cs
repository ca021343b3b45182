using System.Globalization;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Turns the rows of cells into a figure. Pure.</summary>
internal sealed class FigureBuilder(SweepDefinition definition, FigurePlan plan)
{
    private const int LabelsOfWidePanels = 8;
    private const int LabelsOfNarrowPanels = 5;

    private readonly Dictionary<(int Panel, Outcome Outcome), SortedDictionary<double, FigurePoint>> _curves = [];
    private int _pointsWithFailures;

    private ParameterSpec XParameter => definition.Experiment.Parameters[plan.X];

    /// <summary>The figure of these cells; those that the plan leaves out are passed over. Throws <see cref="FigureRefusedException"/> where no point is left.</summary>
    public Figure Build(IEnumerable<CellRows> cells)
    {
        foreach (CellRows cell in cells)
        {
            Add(cell);
        }

        var series = new SeriesList(definition.Experiment, _curves.Keys.Select(key => key.Outcome).Distinct());
        FigurePanel[] panels = [.. plan.Panels.Select((_, panel) => new FigurePanel(FigureText.PanelTitle(definition.Experiment, plan, panel), Curves(panel, series)))];
        FigurePoint[] points = [.. panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points)];
        return points.Length == 0 ? throw new FigureRefusedException("nothing to draw: no trial of these cells converged") : new Figure
        {
            Title = definition.Name,
            Subtitle = FigureText.Subtitle(definition, plan),
            Remarks = [.. series.Remarks, .. FailureRemarks()],
            X = HorizontalAxis(points),
            Y = AxisBuilder.Of(
                definition.Experiment.LossLabel,
                [.. points.Select(point => point.Y)],
                [.. points.SelectMany(point => new[] { point.Low, point.High }).OfType<double>()],
                LabelsOfWidePanels),
            Series = series.Series,
            Panels = panels,
        };
    }

    private void Add(CellRows cell)
    {
        if (plan.PanelOf(cell.Cell) is not { } panel)
        {
            return;
        }

        double x = PlaceOf(cell.Cell.Values[plan.X]);
        foreach (RiskRow row in cell.Rows)
        {
            _pointsWithFailures += row.Failed > 0 ? 1 : 0;
            if (PointValue.Of(x, row) is { } point)
            {
                if (!_curves.TryGetValue((panel, row.Outcome), out var curve))
                {
                    _curves.Add((panel, row.Outcome), curve = []);
                }

                // Two grids of one sweep may share a cell; its rows are the same.
                curve.TryAdd(x, point);
            }
        }
    }

    private double PlaceOf(ParameterValue value) =>
        ValueOrder.IsNumeric(XParameter) ? value.Number : plan.Words.ToList().IndexOf(value);

    private FigureCurve[] Curves(int panel, SeriesList series) =>
        [.. _curves.Where(pair => pair.Key.Panel == panel)
            .Select(pair => (Place: series.PlaceOf(pair.Key.Outcome), Points: pair.Value.Values))
            .Where(curve => curve.Place is not null)
            .Select(curve => new FigureCurve(curve.Place!.Value, [.. curve.Points]))
            .OrderBy(curve => curve.Series)];

    private FigureAxis HorizontalAxis(FigurePoint[] points) => ValueOrder.IsNumeric(XParameter)
        ? AxisBuilder.Of(FigureText.AxisTitle(XParameter), [.. points.Select(point => point.X).Distinct()], [], plan.Panels.Count > 2 ? LabelsOfNarrowPanels : LabelsOfWidePanels)
        : AxisBuilder.OfWords(FigureText.AxisTitle(XParameter), [.. plan.Words.Select(NumberText.Of)]);

    private IEnumerable<string> FailureRemarks() => _pointsWithFailures == 0 ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{_pointsWithFailures:#,0} points leave out trials that did not converge")];
}
