namespace LoraCluster.Results.Manifest;

/// <summary>What the files of a compacted copy follow from, beside its source.</summary>
/// <param name="RowsMax">The most rows of statistics in a file.</param>
/// <param name="Release">The release that wrote them.</param>
public sealed record CompactionRule(int RowsMax, string Release);
