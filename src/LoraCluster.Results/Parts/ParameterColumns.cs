using LoraCluster.Results.Format;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Results.Parts;

/// <summary>The columns that repeat a cell's position and parameters on each of its rows.</summary>
internal static class ParameterColumns
{
    /// <summary>The column <c>cell</c> and those of the parameters.</summary>
    public static IEnumerable<PartColumn> Of(IReadOnlyList<ParameterSpec> parameters) =>
    [
        new IntegerColumn(new(ColumnNames.Cell, PhysicalType.Int64), (run, values) => values.Fill(run.Cell.Cell.Index)),
        .. parameters.Select((parameter, i) => Of(parameter, i)),
    ];

    private static PartColumn Of(ParameterSpec parameter, int place) => parameter.Kind switch
    {
        ParameterKind.Integer => new IntegerColumn(
            new(parameter.Name, PhysicalType.Int64), (run, values) => values.Fill(run.Cell.Cell.Values[place].Integer)),
        ParameterKind.Real => new RealColumn(parameter.Name, isOptional: false, (run, values) => values.Fill(run.Cell.Cell.Values[place].Real)),
        ParameterKind.Flag => new FlagColumn(parameter.Name, (run, values) => values.Fill(run.Cell.Cell.Values[place].Flag)),
        _ => new WordColumn(parameter.Name, (run, values) => values.Fill(run.Cell.Cell.Values[place].Text)),
    };
}
