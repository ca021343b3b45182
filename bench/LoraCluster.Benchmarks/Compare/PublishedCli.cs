using System.Runtime.InteropServices;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>The command line as a user installs it: published for this platform, compiled ahead of time where that is possible.</summary>
internal sealed class PublishedCli
{
    private const int Runs = 3;
    private readonly string _program;
    private readonly string _folder;

    private PublishedCli(string folder)
    {
        _folder = folder;
        _program = Path.Combine(folder, "cli", "lora-cluster");
    }

    /// <summary>Publishes into <paramref name="folder"/>; the source tree and its lock files stay as they are.</summary>
    public static PublishedCli Publish(string folder)
    {
        var cli = new PublishedCli(folder);
        Child.Run("dotnet",
        [
            "publish", Repository.Path("src", "LoraCluster.Cli"), "-c", "Release", "--nologo", "-v", "quiet",
            "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true",
            // A runtime identifier would be written into the lock files.
            "-p:NuGetLockFilePath=obj/publish.lock.json", "-p:RestoreLockedMode=false",
            "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "cli"),
        ]);
        return cli;
    }

    /// <summary>Runs a sweep three times, from nothing each time: the median of the seconds from start to exit, and the last dataset.</summary>
    public (double Seconds, string Dataset) Run(string sweep)
    {
        string dataset = string.Empty;
        var seconds = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            dataset = Path.Combine(_folder, "out", $"{sweep}-{i}");
            seconds[i] = Child.Run(_program, ["run", Repository.Path("sweeps", sweep + ".yaml"), "--out", dataset, "--quiet"]).Seconds;
        }

        Array.Sort(seconds);
        return (seconds[Runs / 2], dataset);
    }
}
