namespace LoraCluster.Sweeps.Planning;

/// <summary>
/// What a worker leases: whole cells at the positions <c>[FirstPosition, FirstPosition + PositionCount)</c>, or, where
/// <see cref="PositionCount"/> is 1, some trials of one cell.
/// </summary>
/// <param name="Part">The part its rows belong to.</param>
/// <param name="Number">Its number within the part, from 0.</param>
/// <param name="FirstPosition">First grid position.</param>
/// <param name="PositionCount">Number of grid positions, at least 1.</param>
/// <param name="FirstTrial">First trial.</param>
/// <param name="TrialCount">Trials per cell.</param>
public readonly record struct Block(int Part, int Number, long FirstPosition, int PositionCount, int FirstTrial, int TrialCount)
{
    /// <summary>Whether its cell's earlier trials may show that this block is not needed.</summary>
    public bool CanBeSettled => PositionCount == 1 && FirstTrial > 0;

    /// <summary>Whether it has trials of the cell at a position.</summary>
    public bool Covers(long position) => position >= FirstPosition && position - FirstPosition < PositionCount;
}
