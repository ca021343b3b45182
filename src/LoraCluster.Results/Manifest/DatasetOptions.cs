using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>How a dataset directory is opened.</summary>
public sealed record DatasetOptions
{
    /// <summary>Go on with a dataset that another release began.</summary>
    public bool AcceptRelease { get; init; }

    /// <summary>
    /// Names the first field in which two canonical definitions (the directory's, then ours) differ, for the message of a refusal.
    /// </summary>
    public Func<string, string, string?> DescribeDifference { get; init; } = DefinitionComparison.FirstDifference;

    /// <summary>The file system.</summary>
    public IDurableFiles Files { get; init; } = LocalFiles.Instance;
}
