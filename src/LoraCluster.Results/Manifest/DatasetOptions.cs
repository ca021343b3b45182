using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Results.Manifest;

/// <summary>How a dataset directory is opened.</summary>
public sealed record DatasetOptions
{
    private const int QuotedMax = 60;

    /// <summary>Go on with a dataset that another release began.</summary>
    public bool AcceptRelease { get; init; }

    /// <summary>
    /// Names the first field in which two canonical definitions (the directory's, then ours) differ, for the message of a refusal.
    /// </summary>
    public Func<string, string, string?> DescribeDifference { get; init; } = FirstDifference;

    /// <summary>The file system.</summary>
    public IDurableFiles Files { get; init; } = LocalFiles.Instance;

    private static string? FirstDifference(string there, string here) =>
        DefinitionDiff.FirstDifference(there, here) is { } difference
            ? $"{difference.Field}: {Shortened(difference.First)} there, {Shortened(difference.Second)} here"
            : null;

    // An axis may have thousands of values; a message is read by a person.
    private static string Shortened(string json) => json.Length <= QuotedMax ? json : json[..QuotedMax] + "…";
}
