using System.Diagnostics;

namespace LoraCluster.Chaos;

/// <summary>Small programs of the system, each bounded in time.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program; its output and error together. -1 where it is not there or does not end.</summary>
    public static (int Code, string Output) Try(params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill();
                return (-1, "did not end");
            }

            return (process.ExitCode, output.Result + error.Result);
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return (-1, absent.Message);
        }
    }

    /// <summary>The same; throws <see cref="ChaosException"/> where it fails.</summary>
    public static string Run(params string[] words)
    {
        var (code, output) = Try(words);
        return code == 0 ? output : throw new ChaosException($"{string.Join(' ', words)}: exit code {code}: {output.Trim()}");
    }

    /// <summary>Sends a signal, by its name without SIG, to one process.</summary>
    public static void Signal(int process, string signal) => Try("kill", "-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
