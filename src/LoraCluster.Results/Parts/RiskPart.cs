using LoraCluster.Results.Format;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The file of statistics of one part: one row per cell and outcome.</summary>
internal sealed class RiskPart(CellTable cells, IReadOnlyList<ParameterSpec> parameters) : IPartKind
{
    private readonly RiskTable _table = new();
    private PartRows? _part;

    /// <inheritdoc/>
    public IReadOnlyList<PartColumn> Columns() =>
    [
        .. ParameterColumns.Of(cells, parameters),
        new WordColumn(ColumnNames.Method, RowWalk.ByRow(() => _table.Methods)),
        new IntegerColumn(new(ColumnNames.Rank, PhysicalType.Int32, IsOptional: true), RowWalk.ByRow(() => _table.Ranks)),
        new WordColumn(ColumnNames.Measure, RowWalk.ByRow(() => _table.Measures)),
        new IntegerColumn(new(ColumnNames.Trials, PhysicalType.Int32), RowWalk.ByRow(() => _table.Trials)),
        new IntegerColumn(new(ColumnNames.Failed, PhysicalType.Int32), RowWalk.ByRow(() => _table.Failed)),
        .. RiskStatistics.Names.Select((name, i) => new RealColumn(name, isOptional: true, RowWalk.ByRow(() => _table.Statistics[i]))),
        new IntegerColumn(new(ColumnNames.AdvisedRank, PhysicalType.Int32, IsOptional: true), RowWalk.ByRow(() => _table.AdvisedRanks)),
        new WordColumn(ColumnNames.TheoryStatus, RowWalk.ByRow(() => _table.TheoryStatuses)),
        new WordColumn(ColumnNames.Status, RowWalk.ByRow(() => _table.Statuses)),
    ];

    /// <inheritdoc/>
    public void Begin(PartRows part) => _part = part;

    /// <inheritdoc/>
    public int RowsOf(int cell) => _part!.RowsOf(cell).Length;

    /// <inheritdoc/>
    public void BeginGroup(RowWalk walk, int rows) => _table.Load(_part!, walk, rows);
}
