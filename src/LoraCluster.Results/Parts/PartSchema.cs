using LoraCluster.Sweeps.Experiments;
using Parquet.Schema;

namespace LoraCluster.Results.Parts;

/// <summary>The Parquet schemas of a dataset; they follow from the experiment's parameters alone.</summary>
internal static class PartSchema
{
    /// <summary>Columns of <c>risks/</c>.</summary>
    public static ParquetSchema Risks(IReadOnlyList<ParameterSpec> parameters) => new(
    [
        new DataField<long>(ColumnNames.Cell),
        .. parameters.Select(Field),
        Word(ColumnNames.Method),
        new DataField<int?>(ColumnNames.Rank),
        new DataField<int>(ColumnNames.Trials),
        new DataField<int>(ColumnNames.Failed),
        .. RiskStatistics.All.Select(statistic => (Field)new DataField<double?>(statistic.Name)),
        Word(ColumnNames.TheoryStatus),
        Word(ColumnNames.Status),
    ]);

    /// <summary>Columns of <c>trials/</c>.</summary>
    public static ParquetSchema Trials(IReadOnlyList<ParameterSpec> parameters) => new(
    [
        new DataField<long>(ColumnNames.Cell),
        .. parameters.Select(Field),
        new DataField<int>(ColumnNames.Trial),
        Word(ColumnNames.Method),
        new DataField<int?>(ColumnNames.Rank),
        new DataField<double?>(ColumnNames.Risk),
    ]);

    private static DataField Field(ParameterSpec parameter) => parameter.Kind switch
    {
        ParameterKind.Integer => new DataField<long>(parameter.Name),
        ParameterKind.Real => new DataField<double>(parameter.Name),
        ParameterKind.Flag => new DataField<bool>(parameter.Name),
        _ => Word(parameter.Name),
    };

    private static DataField Word(string name) => new(name, typeof(string), isNullable: false);
}
