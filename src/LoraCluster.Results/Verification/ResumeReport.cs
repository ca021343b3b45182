namespace LoraCluster.Results.Verification;

/// <summary>What a directory already holds of its sweep.</summary>
/// <param name="Committed">Parts whose record and files verify: they need not be computed.</param>
/// <param name="Quarantined">Files that were wrong and have been moved away, in ordinal order of name.</param>
public sealed record ResumeReport(IReadOnlySet<int> Committed, IReadOnlyList<QuarantinedFile> Quarantined);

/// <summary>A file that was moved away.</summary>
/// <param name="Name">Where it stood: <c>risks/part-000000.parquet</c>.</param>
/// <param name="MovedTo">Where it is now: <c>_quarantine/000001-risks-part-000000.parquet</c>.</param>
/// <param name="Reason">What was wrong with it.</param>
public sealed record QuarantinedFile(string Name, string MovedTo, string Reason);
