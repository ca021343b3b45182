namespace LoraCluster.Server.Live;

/// <summary>What a live page must know of a sweep before its first cell.</summary>
/// <param name="Name">The sweep's name.</param>
/// <param name="LossLabel">What a value is, for the vertical axis.</param>
/// <param name="Axes">The parameters that vary, the one with the most values first; empty where none does.</param>
/// <param name="Series">The estimators drawn, the baseline first.</param>
/// <param name="Cells">Cells of the sweep.</param>
/// <param name="Trials">Trials of the sweep; with a precision the most that it may take.</param>
/// <param name="Precision">The relative standard error at which cells stop; null where they all run every trial.</param>
/// <param name="Dataset">The dataset's directory, as commands name it.</param>
public sealed record SweepOutline(
    string Name, string LossLabel, IReadOnlyList<LiveAxis> Axes, IReadOnlyList<LiveSeries> Series, long Cells, long Trials, double? Precision, string Dataset);
