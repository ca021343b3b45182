using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Live;

/// <summary>What a figure of a sweep will look like, told from its definition before there is a single row.</summary>
public sealed class SweepSketch
{
    // Looked at to tell which parameters vary and how much: enough to see every axis of a grid that people can look at.
    private const int CellsSampled = 4096;

    private const string OtherColor = "#808080";

    private readonly SeriesList _series;
    private readonly IReadOnlyList<Outcome> _drawn;

    private SweepSketch(SweepDefinition definition, IReadOnlyList<int> axes, SeriesList series, IReadOnlyList<Outcome> outcomes)
    {
        Axes = axes;
        AxisTitles = [.. axes.Select(axis => FigureText.AxisTitle(definition.Experiment.Parameters[axis]))];
        _series = series;
        _drawn = [.. outcomes.Where(outcome => series.PlaceOf(outcome) is not null)];
    }

    /// <summary>The parameters that vary by themselves, by their places in the experiment's order: numbers first, the one with the most values in front.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>A title for each of <see cref="Axes"/>.</summary>
    public IReadOnlyList<string> AxisTitles { get; }

    /// <summary>The estimators to draw, the baseline first.</summary>
    public IReadOnlyList<FigureSeries> Series => _series.Series;

    /// <summary>The sketch of a sweep; null for a grid without cells.</summary>
    public static SweepSketch? Of(SweepDefinition definition)
    {
        Cell[] cells = [.. Sample(definition.Grid)];
        if (cells.Length == 0)
        {
            return null;
        }

        var table = new CellTable(definition.Experiment.Parameters, cells);
        int[] all = [.. Enumerable.Range(0, cells.Length)];
        var axes = new List<int>();
        // An axis of which no value was seen twice would lead every other one: nothing can be told from it.
        foreach (AxisSpan axis in AxisSpan.Longest(table, AxisSpan.Of(table, all).Where(axis => axis.Values > 1)))
        {
            if (!axes.Exists(leader => table.Values(leader).Count < cells.Length && table.Follows(axis.Parameter, leader, all)))
            {
                axes.Add(axis.Parameter);
            }
        }

        IReadOnlyList<Outcome> first = definition.OutcomesOf(cells[0]);
        Outcome[] outcomes = [.. cells.SelectMany(definition.OutcomesOf).Where(outcome => outcome.Measure == first[0].Measure).Distinct()];
        return new SweepSketch(definition, axes, new SeriesList(definition.Experiment, first[0], outcomes), outcomes);
    }

    /// <summary>The place of an outcome among <see cref="Series"/>; null where it is not drawn.</summary>
    public int? PlaceOf(Outcome outcome) => _series.PlaceOf(outcome);

    /// <summary>The colour of an outcome; of one that is not drawn the colour of the nearest rank that is.</summary>
    public string ColorOf(Outcome outcome)
    {
        if (PlaceOf(outcome) is { } place)
        {
            return Series[place].Color;
        }

        var near = _drawn.Where(drawn => drawn.Rank is not null && drawn.Method == outcome.Method).ToList();
        return near.Count == 0 || outcome.Rank is not { } rank ? OtherColor : Series[PlaceOf(near.MinBy(drawn => Math.Abs(drawn.Rank!.Value - rank)))!.Value].Color;
    }

    private static IEnumerable<Cell> Sample(IParameterGrid grid)
    {
        long positions = grid.PositionCount;
        long looks = Math.Min(CellsSampled, positions);

        // A step that shares no factor with the number of positions, and so with the length of no axis, sees all values of each; golden, it spreads them evenly.
        long step = Math.Max(1, (long)(0.6180339887498949 * positions));
        while (Gcd(step, positions) != 1)
        {
            step++;
        }

        for (long i = 0; i < looks; i++)
        {
            long position = looks == positions ? i : (long)((UInt128)(ulong)i * (ulong)step % (ulong)positions);
            if (grid.CellAt(position) is { } cell)
            {
                yield return cell;
            }
        }
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
