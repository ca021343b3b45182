using System.Diagnostics;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>Runs another program to its end.</summary>
internal static class Child
{
    /// <summary>
    /// Standard output, and seconds from start to exit. <paramref name="environment"/> sets variables, or unsets them where null. Throws
    /// <see cref="CompareException"/> with what the program said where it fails or cannot be started.
    /// </summary>
    public static (string Output, double Seconds) Run(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        long began = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? (output, seconds)
            : throw new CompareException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{output}{error.Result}".Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CompareException($"{start.FileName} cannot be started: {e.Message}");
        }
    }
}
