using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Applies the filters of a request to cells.</summary>
internal static class CellFilter
{
    /// <summary>The value that each filtered parameter must have, by the parameter's place. Throws <see cref="FigureRefusedException"/>.</summary>
    public static IReadOnlyDictionary<int, ParameterValue> Resolve(CellTable table, IReadOnlyList<AxisFilter> filters)
    {
        var resolved = new Dictionary<int, ParameterValue>();
        foreach (AxisFilter filter in filters)
        {
            int parameter = AxisChoice.Named(table.Parameters, "--where", filter.Axis);
            if (!resolved.TryAdd(parameter, FilterValue.Find(filter, table.Parameters[parameter], table.Values(parameter))))
            {
                throw new FigureRefusedException($"option --where: got {filter.Axis} twice; expected one value per axis");
            }
        }

        return resolved;
    }

    /// <summary>The cells with these values; throws <see cref="FigureRefusedException"/> where the filters leave none.</summary>
    public static int[] Apply(CellTable table, IReadOnlyDictionary<int, ParameterValue> filter)
    {
        (int Parameter, int Code)[] wanted =
            [.. filter.Select(pair => (pair.Key, table.Values(pair.Key).ToList().IndexOf(pair.Value)))];
        int[] cells = [.. Enumerable.Range(0, table.Count).Where(cell => wanted.All(w => table.Code(w.Parameter, cell) == w.Code))];
        return cells.Length > 0 ? cells : throw new FigureRefusedException(
            "option --where: no cell has these values at once; each of them is in the dataset, but not with the others");
    }
}
