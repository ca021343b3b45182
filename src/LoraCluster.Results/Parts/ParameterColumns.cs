using LoraCluster.Results.Format;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Results.Parts;

/// <summary>The columns that repeat a cell's position and parameters on each of its rows.</summary>
internal static class ParameterColumns
{
    /// <summary>The column <c>cell</c> and those of the parameters.</summary>
    public static IEnumerable<PartColumn> Of(CellTable cells, IReadOnlyList<ParameterSpec> parameters) =>
    [
        new IntegerColumn(new(ColumnNames.Cell, PhysicalType.Int64), RowWalk.ByCell<long>((run, values) => values.Fill(cells.Positions[run.Cell]))),
        .. parameters.Select((parameter, i) => Of(cells.Parameters[i], parameter)),
    ];

    private static PartColumn Of(CellColumn column, ParameterSpec parameter) => parameter.Kind switch
    {
        ParameterKind.Integer => new IntegerColumn(new(parameter.Name, PhysicalType.Int64), Each<long>(column)),
        ParameterKind.Real => new RealColumn(parameter.Name, isOptional: false, Each<double>(column)),
        ParameterKind.Flag => new FlagColumn(parameter.Name, Each<bool>(column)),
        _ => new WordColumn(parameter.Name, Each<string>(column)),
    };

    private static PageValues<T> Each<T>(CellColumn column) =>
        RowWalk.ByCell<T>((run, values) => values.Fill(((CellColumn<T>)column).Values[run.Cell]));
}
