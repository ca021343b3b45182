namespace LoraCluster.Sweeps.Planning;

/// <summary>A part: the unit of commit, one Parquet file of rows. Positions <c>[FirstPosition, FirstPosition + PositionCount)</c>.</summary>
public readonly record struct PartRange(int Number, long FirstPosition, long PositionCount);
