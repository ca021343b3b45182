namespace LoraCluster.Server.Api;

/// <summary>What a probe is told.</summary>
/// <param name="Status"><c>alive</c> or <c>ready</c>.</param>
public sealed record Health(string Status);
