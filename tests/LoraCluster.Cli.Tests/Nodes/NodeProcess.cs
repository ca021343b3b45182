using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LoraCluster.Cli.Tests.Nodes;

/// <summary>The program as a node in a process of its own, and certificates for it.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process)
    {
        Process = process;
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string Error
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>The program, in a folder, without the settings of whoever runs the tests.</summary>
    public static ProcessStartInfo Command(Workplace place, params string[] args)
    {
        var command = Workplace.Command(["node", .. args]);
        command.WorkingDirectory = place.Root;
        foreach (string name in command.Environment.Keys.Where(name => name.StartsWith("LORACLUSTER_", StringComparison.Ordinal) && name != "LORACLUSTER_CACHE").ToList())
        {
            command.Environment.Remove(name);
        }

        return command;
    }

    public static Task<(int Code, string Out, string Error)> RunAsync(Workplace place, params string[] args) =>
        Workplace.ProcessAsync(Command(place, args)).WaitAsync(Patience);

    public static NodeProcess Start(Workplace place, params string[] args) => new(Process.Start(Command(place, args))!);

    /// <summary>Where it listens for nodes, and where it serves HTTP.</summary>
    public async Task<(string Node, string Api)> StartedAsync()
    {
        var match = Addresses().Match(await _started.Task.WaitAsync(Patience));
        return (match.Groups["node"].Value, match.Groups["api"].Value.TrimEnd('/'));
    }

    public async Task<int> EndedAsync()
    {
        await Process.WaitForExitAsync().WaitAsync(Patience);
        return Process.ExitCode;
    }

    public Task<int> StopAsync()
    {
        Workplace.Send("TERM", Process);
        return EndedAsync();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }

    private void Take(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? string.Empty);
        }

        if (line is null)
        {
            _started.TrySetException(new InvalidOperationException("the node ended before it started: " + Error));
        }
        else if (Addresses().IsMatch(line))
        {
            _started.TrySetResult(line);
        }
    }

    [GeneratedRegex(@"^lora-cluster [^ ]+: node (?<node>[^,]+),.*?(API at (?<api>\S+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}
