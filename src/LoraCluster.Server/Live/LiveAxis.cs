namespace LoraCluster.Server.Live;

/// <summary>A parameter that varies over a sweep.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">A few words for the axis.</param>
/// <param name="IsNumeric">Whether its values are numbers.</param>
public sealed record LiveAxis(string Name, string Label, bool IsNumeric);
