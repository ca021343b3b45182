namespace LoraCluster.Benchmarks.Scaling;

/// <summary>One run of the mixed grid.</summary>
/// <param name="Workers">Solver threads.</param>
/// <param name="Seconds">Wall time from the first order to the last part on disk.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="BlockMsLow">5 % quantile of the blocks' milliseconds.</param>
/// <param name="BlockMsMedian">Their median.</param>
/// <param name="BlockMsHigh">95 % quantile.</param>
/// <param name="ShareInTarget">Share of the solver time that was spent in blocks of 50 … 200 ms.</param>
/// <param name="PredictionError">Median over blocks of |predicted − taken| / taken.</param>
/// <param name="BusyShare">Share of the workers' time in which they solved.</param>
/// <param name="TailIdleShare">Share of the workers' time in the last 5 % of the wall time in which they did not.</param>
internal sealed record ScalingRow(
    int Workers,
    double Seconds,
    int Blocks,
    double BlockMsLow,
    double BlockMsMedian,
    double BlockMsHigh,
    double ShareInTarget,
    double PredictionError,
    double BusyShare,
    double TailIdleShare);
