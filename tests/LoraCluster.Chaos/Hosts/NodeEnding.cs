namespace LoraCluster.Chaos.Hosts;

/// <summary>A node's process that ended.</summary>
/// <param name="At">When, since the run's start.</param>
/// <param name="Host">The node's host.</param>
/// <param name="Code">Its exit code; 137 after SIGKILL.</param>
internal sealed record NodeEnding(TimeSpan At, int Host, int Code);
