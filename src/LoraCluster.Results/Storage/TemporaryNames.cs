using System.Text.RegularExpressions;

namespace LoraCluster.Results.Storage;

/// <summary>
/// Names of files that are being written: hidden, in the directory of the final name, and following from it. The number
/// of the process keeps two processes on one directory apart; exclusive creation does so where the numbers collide.
/// </summary>
public static partial class TemporaryNames
{
    private static int _counter;

    /// <summary>The next temporary path for a final path: <c>.NAME.PROCESS-COUNT.tmp</c>.</summary>
    public static string Next(string finalPath)
    {
        string directory = Path.GetDirectoryName(finalPath) ?? string.Empty;
        int count = Interlocked.Increment(ref _counter);
        return Path.Combine(directory, FormattableString.Invariant($".{Path.GetFileName(finalPath)}.{Environment.ProcessId}-{count}.tmp"));
    }

    /// <summary>True for names made by <see cref="Next"/> for files of a dataset, and for no others.</summary>
    public static bool IsOurs(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"^\.(part-[0-9]{6,10}\.(parquet|json)|_[a-z]+(\.json)?)\.[0-9]+-[0-9]+\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
