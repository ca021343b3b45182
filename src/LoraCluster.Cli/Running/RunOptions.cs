namespace LoraCluster.Cli.Running;

/// <summary>How a sweep is run on this machine. Nothing here changes a byte of the dataset.</summary>
internal sealed record RunOptions
{
    /// <summary>The sweep file as the user named it.</summary>
    public required string Sweep { get; init; }

    /// <summary>The limits that the user raised or lowered, as on the command line; empty, or with a leading space.</summary>
    public string Limits { get; init; } = string.Empty;

    public required string Output { get; init; }

    public required int Workers { get; init; }

    public bool Extend { get; init; }

    public bool AcceptRelease { get; init; }

    public TimeSpan DiskWait { get; init; } = TimeSpan.FromMinutes(10);

    public double MaxDatasetBytes { get; init; } = double.MaxValue;

    public bool Json { get; init; }

    public bool Quiet { get; init; }
}
