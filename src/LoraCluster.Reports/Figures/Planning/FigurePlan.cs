using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Which cells of a dataset a figure shows, along which axis, in which panel.</summary>
internal sealed class FigurePlan
{
    /// <summary>The most panels of one figure: more cannot be read on a page.</summary>
    public const int MostPanels = 12;

    private readonly IReadOnlyDictionary<int, ParameterValue> _filter;
    private readonly Dictionary<string, int> _panels;

    private FigurePlan(CellTable table, int[] cells, IReadOnlyDictionary<int, ParameterValue> filter, int x, AxisSpan[] axes, FigureRequest request)
    {
        _filter = filter;
        Request = request;
        X = x;
        Ratio = request.X is null ? null : AxisRatio.Parse(table.Parameters, "--x", request.X);
        Words = ValueOrder.IsNumeric(table.Parameters[x]) ? [] : table.ValuesAmong(x, cells);
        Constants = [.. axes.Where(axis => axis.Values == 1).Select(axis => axis.Parameter)];
        ConstantValues = [.. Constants.Select(p => table.Values(p)[table.Code(p, cells[0])])];
        int[] others = [.. axes.Where(axis => axis.Parameter != x && axis.Values > 1).Select(axis => axis.Parameter)];
        Followers = [.. others.Where(p => ValueOrder.IsNumeric(table.Parameters[p]) && table.Follows(p, x, cells))];
        Facets = [.. others.Except(Followers)];
        var partition = Partition.Of(table, cells, Facets);
        if (partition.Count > MostPanels)
        {
            throw TooManyPanels.Refusal(table, cells, x, [.. axes.Where(axis => Facets.Contains(axis.Parameter))], partition.Count);
        }

        Panels = Sorted(
            partition.Representatives().Select(first => Facets.Select(p => table.Values(p)[table.Code(p, cells[first])]).ToArray()),
            [.. Facets.Select(p => new ValueOrder(table.Parameters[p]))]);
        _panels = Panels.Select((values, number) => (Key(values), number)).ToDictionary();
    }

    /// <summary>What was asked for.</summary>
    public FigureRequest Request { get; }

    /// <summary>The ratio drawn along in place of <see cref="X"/>, which is one of its two; null where x itself is.</summary>
    public AxisRatio? Ratio { get; }

    /// <summary>The parameter drawn along, by its place in the experiment's order.</summary>
    public int X { get; }

    /// <summary>The values along x in their order, where they are not numbers; else empty.</summary>
    public IReadOnlyList<ParameterValue> Words { get; }

    /// <summary>The parameters that have one value.</summary>
    public IReadOnlyList<int> Constants { get; }

    /// <summary>The values of <see cref="Constants"/>.</summary>
    public IReadOnlyList<ParameterValue> ConstantValues { get; }

    /// <summary>Numeric parameters that vary, but only as x does (<c>n: 2*dx</c> along dx).</summary>
    public IReadOnlyList<int> Followers { get; }

    /// <summary>The parameters that tell panels apart.</summary>
    public IReadOnlyList<int> Facets { get; }

    /// <summary>For each panel the values of <see cref="Facets"/>, in order; one empty list where there is one panel.</summary>
    public IReadOnlyList<ParameterValue[]> Panels { get; }

    /// <summary>Plans a figure of these cells, at least one; throws <see cref="FigureRefusedException"/> where the request cannot be met.</summary>
    public static FigurePlan Of(CellTable table, FigureRequest request)
    {
        IReadOnlyDictionary<int, ParameterValue> filter = CellFilter.Resolve(table, request.Where);
        int[] cells = CellFilter.Apply(table, filter);
        AxisSpan[] axes = AxisSpan.Of(table, cells);
        return Of(table, cells, filter, AxisChoice.Of(table, axes, request.X), axes, request);
    }

    /// <summary>The same with the axis chosen; an axis of <paramref name="axes"/> that counts no value is neither constant nor a facet.</summary>
    public static FigurePlan Of(CellTable table, int[] cells, IReadOnlyDictionary<int, ParameterValue> filter, int x, AxisSpan[] axes, FigureRequest request) =>
        new(table, cells, filter, x, axes, request);

    /// <summary>The panel of a cell; null where the figure does not show it.</summary>
    public int? PanelOf(Cell cell) => _filter.All(pair => cell.Values[pair.Key] == pair.Value)
        && _panels.TryGetValue(Key(Facets.Select(p => cell.Values[p])), out int panel) ? panel : null;

    private static ParameterValue[][] Sorted(IEnumerable<ParameterValue[]> panels, ValueOrder[] orders)
    {
        IOrderedEnumerable<ParameterValue[]> sorted = panels.OrderBy(_ => 0);
        for (int i = 0; i < orders.Length; i++)
        {
            int facet = i;
            sorted = sorted.ThenBy(values => values[facet], orders[facet]);
        }

        return [.. sorted];
    }

    private static string Key(IEnumerable<ParameterValue> values) => string.Join('|', values);
}
