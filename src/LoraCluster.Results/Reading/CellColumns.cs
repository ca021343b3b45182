using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Results.Reading;

/// <summary>The columns of a row group that say which cell and which outcome a row belongs to.</summary>
internal sealed class CellColumns
{
    private readonly PartGroup _group;
    private readonly Func<int, Cell> _cell;
    private readonly long[] _cells;
    private readonly Func<int, ParameterValue>[] _parameters;
    private readonly string[] _methods;
    private readonly int?[] _ranks;
    private readonly string[] _measures;

    public CellColumns(PartGroup group, IReadOnlyList<ParameterSpec> parameters)
    {
        (_group, _cell) = (group, Cell);
        _cells = group.Read<long>(ColumnNames.Cell);
        _parameters = [.. parameters.Select(group.ReadParameter)];
        _methods = group.ReadWords(ColumnNames.Method);
        _ranks = group.ReadNullable<int>(ColumnNames.Rank);
        _measures = group.ReadWords(ColumnNames.Measure);
    }

    public long IndexAt(int row) => _cells[row];

    public Cell CellAt(int row) => _group.Make(_cell, row);

    private Cell Cell(int row) => new(_cells[row], Array.ConvertAll(_parameters, parameter => parameter(row)));

    public Outcome OutcomeAt(int row) => new(_methods[row], _ranks[row], _measures[row]);
}
