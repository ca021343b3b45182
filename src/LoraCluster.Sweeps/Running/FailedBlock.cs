using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>A block that was given up after it had brought down too many workers. Its part is not committed.</summary>
/// <param name="Block">Positions and trials concerned.</param>
/// <param name="Message">What the last worker said, or that it was lost.</param>
public sealed record FailedBlock(Block Block, string Message);
