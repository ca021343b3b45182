namespace LoraCluster.Chaos.Hosts;

/// <summary>A line of a node's log.</summary>
/// <param name="At">When it was read, since the run's start.</param>
/// <param name="Host">The node's host.</param>
/// <param name="Text">The line.</param>
internal sealed record LogLine(TimeSpan At, int Host, string Text);
