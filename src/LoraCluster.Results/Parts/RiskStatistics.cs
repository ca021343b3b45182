using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The nullable double columns of <c>risks/</c>, in their order.</summary>
internal static class RiskStatistics
{
    public static IReadOnlyList<(string Name, Func<RiskRow, double?> Value)> All { get; } =
    [
        ("mean", row => row.Mean),
        ("sd", row => row.Sd),
        ("sem", row => row.Sem),
        ("min", row => row.Min),
        ("q05", row => row.Q05),
        ("q50", row => row.Q50),
        ("q95", row => row.Q95),
        ("max", row => row.Max),
        ("diff_mean", row => row.DiffMean),
        ("diff_sem", row => row.DiffSem),
        ("win_share", row => row.WinShare),
        ("theory_mean", row => row.TheoryMean),
    ];
}
