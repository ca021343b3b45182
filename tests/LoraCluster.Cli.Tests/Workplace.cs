using System.Diagnostics;

namespace LoraCluster.Cli.Tests;

/// <summary>A temporary folder, and the program: in this process, or as one of its own where it must be killed.</summary>
public sealed class Workplace : IDisposable
{
    public const string SmallSweep = """
        name: small
        seed: 3
        trials: 20
        lora_ranks: [1, 2, 4]
        grid: {dx: 12, dy: 10, n: [6, 12, 30], true_rank: 3, spectrum: gaussian, noise_std: {geomspace: {from: 0.1, to: 10, count: 5}}}
        """;

    public string Root { get; } = Directory.CreateTempSubdirectory("lora-cluster-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, new Streams(output, error));
        return (code, output.ToString(), error.ToString());
    }

    public static Process Start(params string[] args)
    {
        string program = System.IO.Path.Combine(AppContext.BaseDirectory, "lora-cluster.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardError = true, RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
