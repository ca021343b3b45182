using LoraCluster.Numerics.Statistics;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Figures.Building;

/// <summary>What a figure shows of a row.</summary>
internal static class PointValue
{
    /// <summary>The 97.5 % quantile of the normal distribution: mean ± this many standard errors is a 95 % confidence interval.</summary>
    public const double ConfidenceFactor = 1.96;

    /// <summary>Trials from which on a standard error is taken for known.</summary>
    public const int ManyTrials = 30;

    /// <summary>Standard errors from a mean to the ends of its 95 % interval: by Student's distribution where there are few trials.</summary>
    public static double FactorOf(RiskRow row) => row.Trials - row.Failed is var trials && trials < ManyTrials ? StudentInterval.Factor95(trials) : ConfidenceFactor;

    /// <summary>Mean and its band; median and the middle 90 % of trials where no mean exists; null where no trial has a value.</summary>
    public static FigurePoint? Of(double x, RiskRow row, BandKind band = BandKind.Confidence) => (row.Mean, row.Q50) switch
    {
        ({ } mean, _) => band switch
        {
            BandKind.Deviation => new FigurePoint(x, mean, mean - row.Sd, mean + row.Sd, false),
            BandKind.Quantiles => new FigurePoint(x, mean, row.Q05, row.Q95, false),
            _ => Interval(x, mean, row.Sem, FactorOf(row)),
        } with
        { Theory = row.TheoryMean },
        (null, { } median) => new FigurePoint(x, median, row.Q05, row.Q95, true),
        _ => null,
    };

    /// <summary>A mean with the interval of this many standard errors to either side.</summary>
    public static FigurePoint Interval(double x, double mean, double? sem, double factor) => new(x, mean, mean - (factor * sem), mean + (factor * sem), false);

    /// <summary>A share of trials with its 95 % confidence interval by Wilson (1927), which stays between 0 and 1 and has a width at both.</summary>
    public static FigurePoint Share(double x, double share, int trials)
    {
        const double Z2 = ConfidenceFactor * ConfidenceFactor;
        double centre = (share + (Z2 / (2 * trials))) / (1 + (Z2 / trials));
        double half = ConfidenceFactor * Math.Sqrt((share * (1 - share) / trials) + (Z2 / (4.0 * trials * trials))) / (1 + (Z2 / trials));
        return new FigurePoint(x, share, Math.Min(share, centre - half), Math.Max(share, centre + half), false);
    }
}
