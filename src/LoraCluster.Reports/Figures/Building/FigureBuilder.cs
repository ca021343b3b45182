using System.Globalization;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Turns the rows of cells into a figure. Pure.</summary>
internal sealed class FigureBuilder(SweepDefinition definition, FigurePlan plan)
{
    private const int LabelsOfWidePanels = 8;
    private const int LabelsOfNarrowPanels = 5;

    private readonly FigureValue _value = FigureValue.Of(plan.Request.Y, definition);
    private readonly Dictionary<(int Panel, Outcome Outcome), SortedDictionary<double, FigurePoint>> _curves = [];
    private int _pointsWithFailures;
    private Outcome? _baseline;

    private ParameterSpec XParameter => definition.Experiment.Parameters[plan.X];

    /// <summary>The figure of these cells; those that the plan leaves out are passed over. Throws <see cref="FigureRefusedException"/> where no point is left.</summary>
    public Figure Build(IEnumerable<CellRows> cells)
    {
        foreach (CellRows cell in cells)
        {
            Add(cell);
        }

        _value.RefuseUnlessTaken(plan.Request.Band);
        if (!_value.IsOfCells && _curves.Count > 0)
        {
            plan.Request.RefuseMissingRanks(new SortedSet<int>(_curves.Keys.Select(key => key.Outcome.Rank).OfType<int>()));
        }

        SeriesList series = _value.IsOfCells
            ? SeriesList.Single(_baseline ?? default, _value.LabelFor(definition.Experiment))
            : new SeriesList(definition.Experiment, _baseline ?? default, _curves.Keys.Select(key => key.Outcome).Distinct(), plan.Request.Ranks);
        FigurePanel[] panels = [.. plan.Panels.Select((_, panel) => new FigurePanel(FigureText.PanelTitle(definition.Experiment, plan, panel), Curves(panel, series)))];
        FigurePoint[] points = [.. panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points)];
        if (points.Length == 0)
        {
            throw new FigureRefusedException($"nothing to draw: no row has a value of {_value.Name} here (no trial converged, or the sweep did not ask for it)");
        }

        FigureAxis x = HorizontalAxis(points);
        return new Figure
        {
            Title = definition.Name,
            Subtitle = FigureText.Subtitle(definition, plan),
            Remarks = [.. series.Remarks, .. FailureRemarks()],
            X = x,
            Y = AxisBuilder.Of(
                _value.LabelFor(definition.Experiment),
                [.. points.Select(point => point.Y), .. _value.Extent],
                [.. points.SelectMany(point => new[] { point.Low, point.High }).OfType<double>()],
                LabelsOfWidePanels),
            Series = series.Series,
            Panels = panels,
            Guides = [.. Guides(x)],
            BandMeaning = FigureText.BandMeaning(plan.Request.Band, _value, definition),
            IsWithoutBands = _value.IsWithoutBands,
        };
    }

    private IEnumerable<FigureGuide> Guides(FigureAxis x)
    {
        if (_value.Level is { } level)
        {
            yield return new FigureGuide(level, IsVertical: false, $"line: as good as {definition.Experiment.LabelOf(_baseline ?? default)}");
        }

        if (plan.Ratio is { } ratio && x.Minimum <= 1 && x.Maximum >= 1)
        {
            yield return new FigureGuide(1, IsVertical: true, $"line: {definition.Experiment.Parameters[ratio.Over].Name} = {definition.Experiment.Parameters[ratio.Under].Name}");
        }
    }

    private void Add(CellRows cell)
    {
        if (plan.PanelOf(cell.Cell) is not { } panel)
        {
            return;
        }

        _baseline ??= cell.Rows[0].Outcome;
        double x = PlaceOf(cell.Cell);
        if (!double.IsFinite(x))
        {
            // Divided by 0: nowhere on an axis.
            return;
        }

        string measure = _value.MeasureIn(cell);
        foreach (RiskRow row in cell.Rows.Where(row => row.Outcome.Measure == measure).Take(_value.IsOfCells ? 1 : int.MaxValue))
        {
            _pointsWithFailures += row.Failed > 0 ? 1 : 0;
            if (_value.PointOf(x, row, plan.Request.Band) is { } point)
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

    private double PlaceOf(Cell cell) => plan.Ratio is { } ratio ? ratio.Of(cell.Values)
        : ValueOrder.IsNumeric(XParameter) ? cell.Values[plan.X].Number
        : plan.Words.ToList().IndexOf(cell.Values[plan.X]);

    private FigureCurve[] Curves(int panel, SeriesList series) =>
        [.. _curves.Where(pair => pair.Key.Panel == panel)
            .Select(pair => (Place: series.PlaceOf(pair.Key.Outcome), Points: pair.Value.Values))
            .Where(curve => curve.Place is not null)
            .Select(curve => new FigureCurve(curve.Place!.Value, [.. curve.Points]))
            .OrderBy(curve => curve.Series)];

    private FigureAxis HorizontalAxis(FigurePoint[] points) => ValueOrder.IsNumeric(XParameter)
        ? AxisBuilder.OfGrid(
            plan.Ratio is { } ratio ? FigureText.AxisTitle(definition.Experiment, ratio) : FigureText.AxisTitle(XParameter), [.. points.Select(point => point.X)], plan.Panels.Count > 2 ? LabelsOfNarrowPanels : LabelsOfWidePanels)
        : AxisBuilder.OfWords(FigureText.AxisTitle(XParameter), [.. plan.Words.Select(NumberText.Of)]);

    private IEnumerable<string> FailureRemarks() => _pointsWithFailures == 0 || definition.Find is not null ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{_pointsWithFailures:#,0} points leave out trials that did not converge")];
}
