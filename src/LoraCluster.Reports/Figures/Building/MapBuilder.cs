using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>Turns the rows of cells into a map of which estimator is the best where. Pure.</summary>
internal sealed class MapBuilder(SweepDefinition definition, MapPlan plan)
{
    private readonly Dictionary<(int Panel, int X, int Y), Outcome> _best = [];
    private readonly Dictionary<Outcome, SortedSet<int>> _ranks = [];
    private Outcome? _baseline;

    private IReadOnlyList<ParameterSpec> Parameters => definition.Experiment.Parameters;

    /// <summary>The map of these cells; throws <see cref="FigureRefusedException"/> where none of them has a value.</summary>
    public Figure Build(IEnumerable<CellRows> cells)
    {
        foreach (CellRows cell in cells)
        {
            if (plan.PlaceOf(cell.Cell) is { } place && Best(cell) is { } best)
            {
                _best.TryAdd(place, best);
            }
        }

        if (_best.Count == 0)
        {
            throw new FigureRefusedException("nothing to draw: no trial of these cells converged");
        }

        Outcome baseline = _baseline!.Value;
        List<string> methods = [.. definition.Experiment.Methods];
        Outcome[] classes =
        [
            baseline,
            .. _best.Values.Distinct().Where(outcome => outcome != baseline)
                .OrderBy(outcome => outcome.Rank is null).ThenBy(outcome => methods.IndexOf(outcome.Method)).ThenBy(outcome => outcome.Rank),
        ];
        int? ClassAt(int panel, int x, int y) => _best.TryGetValue((panel, x, y), out var best) ? Array.IndexOf(classes, best) : null;
        return MapFigure.Of(
            definition.Name,
            FigureText.Subtitle(definition, plan.Facets) + $"; best mean (median where there is none); grey: {definition.Experiment.LabelOf(baseline)}, or not told apart from it at 95 %",
            [],
            Axis(plan.X),
            Axis(plan.Y),
            [.. classes.Select(LabelOf)],
            [.. plan.Facets.Panels.Select((_, panel) => (FigureText.PanelTitle(definition.Experiment, plan.Facets, panel), (Func<int, int, int?>)((x, y) => ClassAt(panel, x, y))))]);
    }

    // A class of which one rank was met is that rank.
    private string LabelOf(Outcome outcome) => !_ranks.TryGetValue(outcome, out var met) ? definition.Experiment.LabelOf(outcome)
        : met.Count == 1 ? definition.Experiment.LabelOf(outcome with { Rank = met.Single() })
        : definition.Experiment.LabelOf(outcome) + RankClasses.RestOf(outcome.Rank!.Value);

    private Outcome ClassOf(Outcome best)
    {
        if (best.Rank is not { } rank)
        {
            return best;
        }

        Outcome start = best with { Rank = RankClasses.StartOf(rank) };
        _ranks.TryAdd(start, []);
        _ranks[start].Add(rank);
        return start;
    }

    // Where the difference has no mean, by whether the winner wins more than half of all trials.
    private static bool IsToldApart(RiskRow best) => best is { DiffMean: { } difference, DiffSem: { } error } ? Math.Abs(difference) > PointValue.FactorOf(best) * error
        : best.WinShare is { } share && best.Trials > best.Failed && PointValue.Share(0, share, best.Trials - best.Failed).Low > 0.5;

    private MapAxis Axis(MapDirection direction)
    {
        ParameterSpec spec = Parameters[direction.Parameter];
        return ValueOrder.IsNumeric(spec)
            ? MapAxis.Of(FigureText.AxisTitle(spec), [.. direction.Values.Select(value => value.Number)])
            : MapAxis.OfWords(FigureText.AxisTitle(spec), [.. direction.Values.Select(NumberText.Of)]);
    }

    private Outcome? Best(CellRows cell)
    {
        RiskRow baseline = cell.Rows[0];
        _baseline ??= baseline.Outcome;
        double? Of(RiskRow row) => baseline.Mean is null ? row.Q50 : row.Mean;
        RiskRow[] valued = [.. cell.Rows.Where(row => row.Outcome.Measure == baseline.Outcome.Measure && Of(row) is not null)];
        if (valued.Length == 0)
        {
            return null;
        }

        RiskRow best = valued.MinBy(row => Of(row)!.Value);
        return best.Outcome == baseline.Outcome || !IsToldApart(best) ? baseline.Outcome
            : ClassOf(best.Outcome);
    }
}
