using System.Diagnostics;
using System.Globalization;

namespace LoraCluster.Cli.Tests;

/// <summary>A temporary folder, and the program: in this process, or as one of its own where the process is what is tested.</summary>
public sealed class Workplace : IDisposable
{
    public const string SmallSweep = """
        name: small
        seed: 3
        trials: 20
        lora_ranks: [1, 2, 4]
        grid: {dx: 12, dy: 10, n: [6, 12, 30], true_rank: 3, spectrum: gaussian, noise_std: {geomspace: {from: 0.1, to: 10, count: 5}}}
        """;

    public static string Program { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll");

    public string Root { get; } = Directory.CreateTempSubdirectory("lora-cluster-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>Sets the permissions of a file or directory, in chmod's octal digits; lets everyone enter the folder.</summary>
    public void Permit(string path, string mode) => Assert.True(Needs.Succeeds("chmod", mode, path) && Needs.Succeeds("chmod", "755", Root));

    /// <summary>Everything in the folder: a line per file, directory and link, with the content of files.</summary>
    public IReadOnlyList<string> Everything() =>
    [
        .. new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Order(Comparer<FileSystemInfo>.Create((a, b) => string.CompareOrdinal(a.FullName, b.FullName)))
            .Select(entry => entry.FullName + " " + (entry.LinkTarget ?? (entry is FileInfo ? Convert.ToHexString(File.ReadAllBytes(entry.FullName)) : "directory"))),
    ];

    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, new Streams(output, error));
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>How to start the built program, alone or as the argument of another (<c>strace …</c>).</summary>
    public static ProcessStartInfo Command(string[] args, params string[] under)
    {
        string[] words = [.. under, "dotnet", Program, .. args];
        return new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
    }

    public static Process Start(params string[] args) => Process.Start(Command(args))!;

    public static Task<(int Code, string Out, string Error)> ProcessAsync(params string[] args) => ProcessAsync(Command(args));

    public static async Task<(int Code, string Out, string Error)> ProcessAsync(ProcessStartInfo command)
    {
        using Process process = Process.Start(command)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Waits for a moment in the life of a process; fails where the process ends before it.</summary>
    public static async Task Until(Func<bool> moment, Process process)
    {
        while (!moment())
        {
            Assert.False(process.HasExited, "the process ended too early to test anything");
            await Task.Delay(1);
        }
    }

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public static void Send(string signal, Process process) =>
        Assert.True(Needs.Succeeds("kill", "-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
