using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The nullable double columns of <c>risks/</c>, in their order.</summary>
internal static class RiskStatistics
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "mean", "sd", "sem", "min", "q05", "q50", "q95", "max", "diff_mean", "diff_sem", "adjusted_mean", "adjusted_sem", "win_share", "theory_mean", "advised_regret",
    ];

    /// <summary>Reads a row's statistics in the order of <see cref="Names"/>; NaN stands for null.</summary>
    public static void Read(in RiskRow row, Span<double> to)
    {
        to[0] = row.Mean ?? double.NaN;
        to[1] = row.Sd ?? double.NaN;
        to[2] = row.Sem ?? double.NaN;
        to[3] = row.Min ?? double.NaN;
        to[4] = row.Q05 ?? double.NaN;
        to[5] = row.Q50 ?? double.NaN;
        to[6] = row.Q95 ?? double.NaN;
        to[7] = row.Max ?? double.NaN;
        to[8] = row.DiffMean ?? double.NaN;
        to[9] = row.DiffSem ?? double.NaN;
        to[10] = row.AdjustedMean ?? double.NaN;
        to[11] = row.AdjustedSem ?? double.NaN;
        to[12] = row.WinShare ?? double.NaN;
        to[13] = row.TheoryMean ?? double.NaN;
        to[14] = row.AdvisedRegret ?? double.NaN;
    }
}
