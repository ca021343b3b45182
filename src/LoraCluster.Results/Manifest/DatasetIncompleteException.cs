namespace LoraCluster.Results.Manifest;

/// <summary>A dataset was to be closed before all of its parts were committed, or some have been damaged since.</summary>
public sealed class DatasetIncompleteException : Exception
{
    /// <summary>Names the parts.</summary>
    public DatasetIncompleteException(IReadOnlyList<int> missingParts)
        : base(FormattableString.Invariant($"{missingParts.Count} parts are not committed or not whole, the first is {missingParts[0]}")) =>
        MissingParts = missingParts;

    /// <summary>The parts without a commit record, or whose files are gone or have other bytes; ascending, at least one.</summary>
    public IReadOnlyList<int> MissingParts { get; }
}
