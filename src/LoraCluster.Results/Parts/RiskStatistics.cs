using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>Reads a statistic of a row.</summary>
internal delegate double? RiskStatistic(in RiskRow row);

/// <summary>The nullable double columns of <c>risks/</c>, in their order.</summary>
internal static class RiskStatistics
{
    public static IReadOnlyList<(string Name, RiskStatistic Value)> All { get; } =
    [
        ("mean", (in RiskRow row) => row.Mean),
        ("sd", (in RiskRow row) => row.Sd),
        ("sem", (in RiskRow row) => row.Sem),
        ("min", (in RiskRow row) => row.Min),
        ("q05", (in RiskRow row) => row.Q05),
        ("q50", (in RiskRow row) => row.Q50),
        ("q95", (in RiskRow row) => row.Q95),
        ("max", (in RiskRow row) => row.Max),
        ("diff_mean", (in RiskRow row) => row.DiffMean),
        ("diff_sem", (in RiskRow row) => row.DiffSem),
        ("adjusted_mean", (in RiskRow row) => row.AdjustedMean),
        ("adjusted_sem", (in RiskRow row) => row.AdjustedSem),
        ("win_share", (in RiskRow row) => row.WinShare),
        ("theory_mean", (in RiskRow row) => row.TheoryMean),
    ];
}
