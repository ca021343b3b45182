using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Verification;

/// <summary>Finds out which parts need not be computed again. "Exists" is not "committed": every file is read and hashed.</summary>
public static class ResumeScan
{
    /// <summary>
    /// Checks every part; moves what is wrong to <c>_quarantine/</c>. A file without a record is left: its part is computed again
    /// and the bytes are compared. Throws <see cref="StorageException"/>, and <see cref="OperationCanceledException"/> between two parts, with nothing moved.
    /// </summary>
    /// <param name="directory">The dataset.</param>
    /// <param name="partCount">Number of parts of the plan; files of any other part are wrong.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static ResumeReport Run(DatasetDirectory directory, int partCount, CancellationToken cancellation = default)
    {
        try
        {
            int[] parts = PartsIn(directory);
            if (parts.Length == 0)
            {
                return new ResumeReport(new HashSet<int>(), []);
            }

            var checks = parts.AsParallel().AsOrdered().WithCancellation(cancellation)
                .Select(part => PartCheck.Of(directory, part, partCount)).ToArray();
            var quarantine = new Quarantine(directory.Files, directory.Layout);
            return new ResumeReport(
                checks.Where(check => check.IsCommitted).Select(check => check.Part).ToHashSet(),
                [.. checks.SelectMany(check => check.Wrong).OrderBy(wrong => wrong.Name, StringComparer.Ordinal)
                    .Select(wrong => TakeAway(quarantine, wrong.Name, wrong.Reason)).OfType<QuarantinedFile>()]);
        }
        catch (Exception error) when (StorageException.TroubleIn(error) is { } cause)
        {
            throw StorageException.From(cause, "read", directory.Layout.Root);
        }
    }

    private static QuarantinedFile? TakeAway(Quarantine quarantine, string name, string reason) =>
        quarantine.Take(name) is { } moved ? new QuarantinedFile(name, moved, reason) : null;

    private static int[] PartsIn(DatasetDirectory directory) =>
    [
        .. Numbers(directory, DatasetLayout.RisksName, ".parquet")
            .Concat(Numbers(directory, DatasetLayout.TrialsName, ".parquet"))
            .Concat(Numbers(directory, DatasetLayout.CommitsName, ".json"))
            .Distinct().Order(),
    ];

    private static IEnumerable<int> Numbers(DatasetDirectory directory, string name, string extension) =>
        directory.Files.List(directory.Layout.In(name)).Select(entry => DatasetLayout.PartNumber(entry.Name, extension)).OfType<int>();
}
