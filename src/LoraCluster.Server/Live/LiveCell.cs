namespace LoraCluster.Server.Live;

/// <summary>A finished cell on a live page.</summary>
/// <param name="Cell">Its number.</param>
/// <param name="Values">Its values of <see cref="SweepOutline.Axes"/>: numbers, or words.</param>
/// <param name="Means">For each of <see cref="SweepOutline.Series"/> the mean, or the median where no mean exists; null where there is neither.</param>
/// <param name="Errors">The standard errors of <paramref name="Means"/>; null where there is none.</param>
/// <param name="Best">The estimator with the smallest value, of all that the sweep has; empty where none has one.</param>
/// <param name="BestColor">Its colour, or that of the nearest rank that is drawn; black for the baseline.</param>
/// <param name="RelativeError">The largest standard error over its mean, of all rows; null where none has both.</param>
/// <param name="Trials">Trials run.</param>
/// <param name="Trouble">What is not as it should be: trials that failed, or moments that do not exist; empty where all is well.</param>
public sealed record LiveCell(
    long Cell, IReadOnlyList<object> Values, IReadOnlyList<double?> Means, IReadOnlyList<double?> Errors, string Best, string BestColor, double? RelativeError, int Trials, string Trouble);
