using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>What a figure shows of a row.</summary>
internal static class PointValue
{
    /// <summary>The 97.5 % quantile of the normal distribution: mean ± this many standard errors is a 95 % confidence interval.</summary>
    public const double ConfidenceFactor = 1.96;

    /// <summary>Mean and confidence interval; median and the middle 90 % of trials where no mean exists; null where no trial has a value.</summary>
    public static FigurePoint? Of(double x, RiskRow row) => (row.Mean, row.Q50) switch
    {
        ({ } mean, _) => new FigurePoint(x, mean, mean - (ConfidenceFactor * row.Sem), mean + (ConfidenceFactor * row.Sem), false),
        (null, { } median) => new FigurePoint(x, median, row.Q05, row.Q95, true),
        _ => null,
    };
}
