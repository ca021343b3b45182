namespace LoraCluster.Sweeps.Jobs;

/// <summary>A node of the cluster, as its coordinator sees it.</summary>
/// <param name="Address">HOST:PORT by which the others reach it.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="Workers">Its solver threads.</param>
/// <param name="Release">The release that it runs.</param>
/// <param name="IsReachable">False while the others cannot reach it.</param>
/// <param name="IsCoordinator">True for the node that decides.</param>
public sealed record NodeStatus(string Address, IReadOnlyList<string> Roles, int Workers, string Release, bool IsReachable, bool IsCoordinator)
{
    /// <summary>Blocks that are lent to its solver threads, of all sweeps.</summary>
    public int BlocksHeld { get; init; }
}
