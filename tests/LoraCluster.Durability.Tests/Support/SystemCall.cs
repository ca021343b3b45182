using System.Globalization;
using System.Text.RegularExpressions;

namespace LoraCluster.Durability.Tests.Support;

/// <summary>A system call that strace saw come back.</summary>
/// <param name="Thread">Who called.</param>
/// <param name="Name">Which call.</param>
/// <param name="Paths">The absolute paths it names, those behind descriptors included, in the order of its arguments.</param>
/// <param name="Arguments">Its arguments, as strace writes them.</param>
/// <param name="Result">What it returned.</param>
internal sealed partial record SystemCall(int Thread, string Name, IReadOnlyList<string> Paths, string Arguments, long Result)
{
    /// <summary>The strace options that <see cref="ParseLog"/> needs; the log's path follows.</summary>
    public static readonly string[] Options = ["strace", "-f", "-y", "-qq", "-s", "12", "--seccomp-bpf", "-e", "trace=openat,write,pwrite64,fsync,renameat2,unlink", "-o"];

    public string Path => Paths[0];

    public bool Creates => Name == "openat" && Arguments.Contains("O_CREAT", StringComparison.Ordinal);

    /// <summary>The calls of a log in the order in which they came back; one that never did is left out.</summary>
    public static IReadOnlyList<SystemCall> ParseLog(string path)
    {
        const string Unfinished = "<unfinished ...>";
        var begun = new Dictionary<string, string>();
        var calls = new List<SystemCall>();
        foreach (string line in File.ReadLines(path))
        {
            int gap = line.IndexOf(' ', StringComparison.Ordinal);
            if (gap < 0)
            {
                continue;
            }

            string thread = line[..gap];
            string rest = line[gap..].TrimStart();
            if (rest.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = rest[..^Unfinished.Length];
                continue;
            }

            if (Resumed().Match(rest) is { Success: true } end && begun.Remove(thread, out string? start))
            {
                rest = start + rest[end.Length..];
            }

            if (Call().Match(rest) is { Success: true } call)
            {
                string arguments = call.Groups["arguments"].Value;
                calls.Add(new SystemCall(
                    int.Parse(thread, CultureInfo.InvariantCulture),
                    call.Groups["name"].Value,
                    [.. AbsolutePath().Matches(arguments).Select(match => match.Groups["path"].Value)],
                    arguments,
                    long.Parse(call.Groups["result"].Value, CultureInfo.InvariantCulture)));
            }
        }

        return calls;
    }

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)")]
    private static partial Regex Call();

    // Quoted, or behind a descriptor; the current directory, which AT_FDCWD shows, is not what a call is about.
    [GeneratedRegex("(?<!AT_FDCWD)[\"<](?<path>/[^\">]*)[\">]")]
    private static partial Regex AbsolutePath();
}
