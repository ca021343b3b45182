using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Running;

/// <summary>A solved block.</summary>
/// <param name="Block">What was asked.</param>
/// <param name="Losses">
/// Cell after cell in order of position, left-out positions skipped; within a cell <c>[trial * outcomes + outcome]</c> with
/// trials counted from the block's first.
/// </param>
public sealed record BlockResult(Block Block, double[] Losses);
