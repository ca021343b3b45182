namespace LoraCluster.Sweeps.Definition;

/// <summary>How large a sweep may be before it is taken for a slip of the pen.</summary>
public sealed record SweepLimits
{
    /// <summary>The limits that hold unless a flag raises them.</summary>
    public static SweepLimits Default { get; } = new();

    /// <summary>Most grid positions, those left out by <c>where</c> included (<c>--max-cells</c>). Ten thousand million by default.</summary>
    public long MaxCells { get; init; } = 10_000_000_000;

    /// <summary>Most bytes that one cell may need (<c>--max-cell-bytes</c>). 4 GiB by default.</summary>
    public double MaxCellBytes { get; init; } = 4.0 * 1024 * 1024 * 1024;
}
