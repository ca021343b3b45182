namespace LoraCluster.Reports.Figures.Planning;

/// <summary>How many values a parameter has among the cells of a figure.</summary>
/// <param name="Parameter">The parameter, by its place in the experiment's order.</param>
/// <param name="Values">The number of its values.</param>
internal sealed record AxisSpan(int Parameter, int Values)
{
    /// <summary>Counts for every parameter.</summary>
    public static AxisSpan[] Of(CellTable table, IReadOnlyList<int> cells) =>
        [.. Enumerable.Range(0, table.Parameters.Count).Select(p => new AxisSpan(p, Partition.Of(table, cells, [p]).Count))];

    /// <summary>Those that a figure is best drawn along in front: numbers, the most values first.</summary>
    public static IOrderedEnumerable<AxisSpan> Longest(CellTable table, IEnumerable<AxisSpan> axes) =>
        axes.OrderByDescending(axis => ValueOrder.IsNumeric(table.Parameters[axis.Parameter])).ThenByDescending(axis => axis.Values);
}
