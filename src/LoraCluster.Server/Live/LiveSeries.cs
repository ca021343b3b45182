namespace LoraCluster.Server.Live;

/// <summary>An estimator on a live page.</summary>
/// <param name="Label">Its name for people.</param>
/// <param name="Color">Its colour, <c>#rrggbb</c>.</param>
/// <param name="Shape">Its marker: <c>circle</c>, <c>square</c>, <c>triangle-up</c>, <c>diamond</c> or <c>triangle-down</c>.</param>
/// <param name="IsBaseline">True for what the others are compared with.</param>
public sealed record LiveSeries(string Label, string Color, string Shape, bool IsBaseline);
