using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Reading;

/// <summary>The columns of one row group of <c>risks/</c>.</summary>
internal sealed class RiskColumns
{
    private readonly PartGroup _group;
    private readonly Func<int, RiskRow> _row;
    private readonly int[] _trials;
    private readonly int[] _failed;
    private readonly Dictionary<string, double?[]> _statistics;
    private readonly int?[] _advisedRanks;
    private readonly string[] _theoryStatus;
    private readonly string[] _status;

    public RiskColumns(PartGroup group, IReadOnlyList<ParameterSpec> parameters)
    {
        (_group, _row) = (group, Row);
        Cells = new CellColumns(group, parameters);
        _trials = group.Read<int>(ColumnNames.Trials);
        _failed = group.Read<int>(ColumnNames.Failed);
        _statistics = RiskStatistics.Names.ToDictionary(name => name, group.ReadNullable<double>, StringComparer.Ordinal);
        _advisedRanks = group.ReadNullable<int>(ColumnNames.AdvisedRank);
        _theoryStatus = group.ReadWords(ColumnNames.TheoryStatus);
        _status = group.ReadWords(ColumnNames.Status);
    }

    public CellColumns Cells { get; }

    public RiskRow RowAt(int row) => _group.Make(_row, row);

    private RiskRow Row(int row) => new()
    {
        Outcome = Cells.OutcomeAt(row),
        Trials = _trials[row],
        Failed = _failed[row],
        Mean = _statistics["mean"][row],
        Sd = _statistics["sd"][row],
        Sem = _statistics["sem"][row],
        Min = _statistics["min"][row],
        Q05 = _statistics["q05"][row],
        Q50 = _statistics["q50"][row],
        Q95 = _statistics["q95"][row],
        Max = _statistics["max"][row],
        DiffMean = _statistics["diff_mean"][row],
        DiffSem = _statistics["diff_sem"][row],
        AdjustedMean = _statistics["adjusted_mean"][row],
        AdjustedSem = _statistics["adjusted_sem"][row],
        WinShare = _statistics["win_share"][row],
        TheoryMean = _statistics["theory_mean"][row],
        AdvisedRank = _advisedRanks[row],
        AdvisedRegret = _statistics["advised_regret"][row],
        TheoryStatus = _theoryStatus[row],
        Status = _status[row],
    };
}
