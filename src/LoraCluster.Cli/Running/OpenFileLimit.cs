using System.Globalization;

namespace LoraCluster.Cli.Running;

/// <summary>
/// Refuses to start with a limit on open files so low that the runtime itself dies of it, in the middle of something and with a stack trace.
/// </summary>
internal static class OpenFileLimit
{
    /// <summary>The runtime holds about 140 files open (its libraries are mapped); threads, the dataset and the telemetry want some more.</summary>
    public const long Least = 200;

    /// <summary>Throws <see cref="CommandException"/> (74) below <see cref="Least"/>.</summary>
    public static void Check()
    {
        if (Current() is { } limit && limit < Least)
        {
            throw new CommandException(
                ExitCodes.Io,
                $"too many open files (EMFILE) before the start: this process may open {limit}; expected at least {Least}; raise the limit with 'ulimit -n {Least}'");
        }
    }

    // The runtime has raised the soft limit to the hard one by now. Elsewhere than on Linux there is nothing to read and nothing to refuse.
    private static long? Current()
    {
        try
        {
            string? line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            string? soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
