using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Turns the rows of cells into curves over the rank, one for each value of the sweep's longest axis, with the best rank of each marked. Pure.</summary>
internal sealed class RankFigureBuilder(SweepDefinition definition, FigurePlan plan)
{
    private const int MostCurves = 8;
    private const int MostLabels = 8;
    private static readonly PointShape[] Shapes = Enum.GetValues<PointShape>();

    private readonly FigureValue _value = FigureValue.Of(plan.Request.Y, definition);
    private readonly Dictionary<(int Panel, ParameterValue Value), SortedDictionary<double, FigurePoint>> _curves = [];
    private readonly SortedSet<int> _ranks = [];
    private Outcome? _baseline;
    private string? _method;
    private bool _hasOthers;

    private bool IsRelative => _value.Name == FigureValue.Default;

    /// <summary>The figure of these cells; throws <see cref="FigureRefusedException"/> where no row has a rank and a value.</summary>
    public Figure Build(IEnumerable<CellRows> cells)
    {
        foreach (CellRows cell in cells)
        {
            Add(cell);
        }

        if (IsRelative && plan.Request.Band != BandKind.Confidence)
        {
            throw new FigureRefusedException("option --band: along rank risks are ratios, whose bands are of confidence");
        }

        _value.RefuseUnlessTaken(plan.Request.Band);

        plan.Request.RefuseMissingRanks(_ranks);
        if (_curves.Count == 0)
        {
            throw new FigureRefusedException($"nothing to draw along rank: no row has both a rank and a value of {_value.Name} here");
        }

        ParameterSpec parameter = definition.Experiment.Parameters[plan.X];
        ParameterValue[] all = [.. _curves.Keys.Select(key => key.Value).Distinct().Order(new ValueOrder(parameter))];
        ParameterValue[] drawn = all.Length <= MostCurves ? all : [.. Enumerable.Range(0, MostCurves).Select(i => all[i * (all.Length - 1) / (MostCurves - 1)])];
        FigurePanel[] panels = [.. plan.Panels.Select((_, panel) => new FigurePanel(FigureText.PanelTitle(definition.Experiment, plan, panel), Curves(panel, drawn)))];
        FigurePoint[] points = [.. panels.SelectMany(panel => panel.Curves).SelectMany(curve => curve.Points)];
        string baseline = definition.Experiment.LabelOf(_baseline!.Value);
        double? level = IsRelative ? 1 : _value.Level;
        return new Figure
        {
            Title = definition.Name,
            Subtitle = FigureText.Subtitle(definition, plan),
            Remarks =
            [
                .. drawn.Length < all.Length ? [$"{drawn.Length} of {all.Length} values of {parameter.Name} drawn"] : Array.Empty<string>(),
                .. _hasOthers ? [$"of the methods with ranks {_method} alone is drawn"] : Array.Empty<string>(),
            ],
            X = AxisBuilder.Of("LoRA rank r", [.. points.Select(point => point.X)], [], MostLabels),
            Y = AxisBuilder.Of(
                IsRelative ? $"{definition.Experiment.LossLabel}, relative to {baseline}" : _value.LabelFor(definition.Experiment),
                [.. points.Select(point => point.Y), .. IsRelative ? [1] : _value.Extent],
                [.. points.SelectMany(point => new[] { point.Low, point.High }).OfType<double>()],
                MostLabels),
            Series = [.. drawn.Select((value, place) => new FigureSeries(
                $"{parameter.Name} = {NumberText.Of(value)}", Viridis.Color(place, drawn.Length), Shapes[place % Shapes.Length], IsBaseline: false))],
            Panels = panels,
            Guides = level is { } line ? [new FigureGuide(line, IsVertical: false, $"line: as good as {baseline}")] : [],
            BandMeaning = IsRelative ? "ratio of means, band: its 95 % confidence (paired, delta method)" : FigureText.BandMeaning(plan.Request.Band, _value, definition),
            MarkMeaning = _value.BetterSign == 0 ? null : "ring: the best rank",
        };
    }

    private void Add(CellRows cell)
    {
        if (plan.PanelOf(cell.Cell) is not { } panel)
        {
            return;
        }

        RiskRow baseline = cell.Rows[0];
        _baseline ??= baseline.Outcome;
        string measure = _value.MeasureIn(cell);
        foreach (RiskRow row in cell.Rows.Where(row => row.Outcome.Rank is not null && row.Outcome.Measure == measure))
        {
            _method ??= row.Outcome.Method;
            _hasOthers |= row.Outcome.Method != _method;
            _ranks.Add(row.Outcome.Rank!.Value);
            if (row.Outcome.Method == _method && (plan.Request.Ranks.Count == 0 || plan.Request.Ranks.Contains(row.Outcome.Rank!.Value)) && PointOf(row, baseline) is { } point)
            {
                var key = (panel, cell.Cell.Values[plan.X]);
                if (!_curves.TryGetValue(key, out var curve))
                {
                    _curves.Add(key, curve = []);
                }

                curve.TryAdd(point.X, point);
            }
        }
    }

    private FigurePoint? PointOf(RiskRow row, RiskRow baseline)
    {
        double rank = row.Outcome.Rank!.Value;
        if (!IsRelative)
        {
            return _value.PointOf(rank, row, plan.Request.Band);
        }

        return (row.Mean, baseline.Mean) switch
        {
            ({ } mean, > 0 and { } full) => PointValue.Interval(rank, mean / full, RatioError(row, baseline, mean / full) / full, PointValue.FactorOf(row)) with
            {
                Theory = row.TheoryMean is { } expected && baseline.TheoryMean is > 0 and { } expectedFull ? expected / expectedFull : null,
            },
            _ => row.Q50 is { } median && baseline.Q50 is > 0 and { } of ? new FigurePoint(rank, median / of, null, null, true) : null,
        };
    }

    private FigureCurve[] Curves(int panel, ParameterValue[] drawn) =>
    [
        .. drawn.Select((value, place) => (place, _curves.GetValueOrDefault((panel, value))))
            .Where(curve => curve.Item2 is not null)
            .Select(curve => new FigureCurve(curve.place, Marked([.. curve.Item2!.Values]))),
    ];

    // Of a ratio ρ = m/f of paired means, times f, to first order: sem(m)² + ρ² sem(f)² − 2ρ cov(m, f), the covariance from the error of the difference.
    private static double? RatioError(RiskRow row, RiskRow baseline, double ratio) => row.Sem is { } own && baseline.Sem is { } full && row.DiffSem is { } difference
        ? Math.Sqrt(Math.Max(0, ((1 - ratio) * own * own) + (ratio * (ratio - 1) * full * full) + (ratio * difference * difference)))
        : null;

    private FigurePoint[] Marked(FigurePoint[] points)
    {
        if (_value.BetterSign == 0)
        {
            return points;
        }

        FigurePoint best = points.MinBy(point => _value.BetterSign * point.Y)!;
        return [.. points.Select(point => point == best ? point with { IsMarked = true } : point)];
    }
}
