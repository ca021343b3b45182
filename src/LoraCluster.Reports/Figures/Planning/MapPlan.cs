using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Which two axes a map is spread over, and which cells are in which panel.</summary>
internal sealed class MapPlan
{
    private MapPlan(FigurePlan panels, MapDirection x, MapDirection y)
    {
        (Facets, X, Y) = (panels, x, y);
    }

    /// <summary>The horizontal axis.</summary>
    public MapDirection X { get; }

    /// <summary>The vertical axis.</summary>
    public MapDirection Y { get; }

    /// <summary>What is constant, what only follows x, and the panels that all axes but the map's two make.</summary>
    public FigurePlan Facets { get; }

    /// <summary>
    /// Plans a map of these cells; null where fewer than two axes are swept, or the second is not asked for and has two values only: curves say that better. Throws
    /// <see cref="FigureRefusedException"/> where the request cannot be met.
    /// </summary>
    public static MapPlan? Of(CellTable table, FigureRequest request)
    {
        const int FewestValues = 3;
        IReadOnlyDictionary<int, ParameterValue> filter = CellFilter.Resolve(table, request.Where);
        int[] cells = CellFilter.Apply(table, filter);
        AxisSpan[] axes = AxisSpan.Of(table, cells);
        if (axes.Count(axis => axis.Values > 1) < 2)
        {
            return request.By is null ? null : throw new FigureRefusedException("option --by: fewer than two axes have more than one value here");
        }

        int x = AxisChoice.Of(table, axes, request.X);
        AxisSpan[] others = [.. axes.Where(axis => axis.Parameter != x && axis.Values > 1 && !table.Follows(axis.Parameter, x, cells))];
        AxisSpan? y = request.By is null
            ? AxisSpan.Longest(table, others.Where(axis => axis.Values >= FewestValues)).FirstOrDefault()
            : others.FirstOrDefault(axis => axis.Parameter == AxisChoice.Named(table.Parameters, "--by", request.By))
                ?? throw new FigureRefusedException($"option --by: {request.By} does not vary besides {table.Parameters[x].Name}; expected one of {AxisChoice.Listed(table, others)}");
        if (y is null)
        {
            return null;
        }

        var direction = new MapDirection(y.Parameter, table.ValuesAmong(y.Parameter, cells));
        FigurePlan panels = FigurePlan.Of(table, cells, filter, x, [.. axes.Select(axis => axis.Parameter != x && axis.Values > 1 && table.Follows(axis.Parameter, y.Parameter, cells) ? axis with { Values = 0 } : axis)], request);
        return new MapPlan(panels, new MapDirection(x, table.ValuesAmong(x, cells)), direction);
    }

    /// <summary>The panel of a cell and its places along both axes; null where the map does not show it.</summary>
    public (int Panel, int X, int Y)? PlaceOf(Cell cell) =>
        Facets.PanelOf(cell) is { } panel && X.PlaceOf(cell) is { } x && Y.PlaceOf(cell) is { } y ? (panel, x, y) : null;
}
