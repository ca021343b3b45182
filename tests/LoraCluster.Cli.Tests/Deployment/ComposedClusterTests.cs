using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>The very commands of docker-compose.yml, as processes on loopback instead of containers.</summary>
public sealed class ComposedClusterTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Workplace _place = new();
    private readonly Dictionary<string, (int Node, int Http)> _ports = ComposeFile.Services.Keys.ToDictionary(name => name, _ => (FreePort(), FreePort()));
    private readonly List<Process> _nodes = [];

    public void Dispose()
    {
        foreach (Process node in _nodes)
        {
            node.Kill();
            node.WaitForExit();
            node.Dispose();
        }

        _place.Dispose();
    }

    [Fact]
    public async Task The_commands_make_a_cluster_whose_dataset_is_the_one_that_run_writes()
    {
        string secrets = _place.Path("secrets");
        Assert.Equal(0, (await Workplace.RunAsync("certs", "--out", secrets, "--name", "coordinator,localhost", "--name", "worker,localhost")).Code);
        await File.WriteAllTextAsync(Path.Combine(secrets, "token"), "0123456789abcdef\n");
        var names = ComposeFile.Services.Keys.ToList();
        foreach (string name in names)
        {
            var command = Workplace.Command(InPlace(name, ComposeFile.Words(ComposeFile.Services[name]["command"])));
            command.WorkingDirectory = _place.Root;
            command.RedirectStandardError = command.RedirectStandardOutput = false;
            _nodes.Add(Process.Start(command)!);
        }

        var deadline = Stopwatch.StartNew();
        foreach (string name in names)
        {
            string[] check = InPlace(name, ComposeFile.Words(ComposeFile.Map(ComposeFile.Services[name]["healthcheck"])["test"]));
            Assert.Equal(["CMD", "lora-cluster"], check[..2]);
            while ((await Workplace.RunAsync(check[2..])) is var (code, output, error) && (code != 0 || output.Split('\n').Length != names.Count + 2))
            {
                Assert.True(deadline.Elapsed < Limit, $"{name}: {code} {output} {error}");
                await Task.Delay(300);
            }
        }

        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        (int submitted, _, string trouble) = await Workplace.RunAsync(
            "submit", sweep, "--wait", "--node", Url("coordinator-1"), "--ca", Path.Combine(secrets, "ca.pem"), "--token-file", Path.Combine(secrets, "token")).WaitAsync(Limit);
        Assert.True(submitted == 0, trouble);
        Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", _place.Path("local"), "--quiet")).Code);
        Assert.Equal(await File.ReadAllBytesAsync(_place.Path("local/_manifest.json")), await File.ReadAllBytesAsync(_place.Path("data/small/_manifest.json")));
    }

    // A container's own addresses, paths and neighbours, as this machine has them.
    private string[] InPlace(string name, string[] words) => [.. words.Select(word =>
    {
        string here = word
            .Replace("/run/secrets/", _place.Path("secrets/"), StringComparison.Ordinal)
            .Replace("=/data", "=" + _place.Path("data"), StringComparison.Ordinal)
            .Replace("https://localhost:19080", Url(name), StringComparison.Ordinal)
            .Replace("0.0.0.0:25520", Own(_ports[name].Node), StringComparison.Ordinal)
            .Replace("auto:25520", Own(_ports[name].Node), StringComparison.Ordinal)
            .Replace("0.0.0.0:19080", Own(_ports[name].Http), StringComparison.Ordinal)
            .Replace("127.0.0.1:19080", Own(_ports[name].Http), StringComparison.Ordinal);
        return _ports.Aggregate(here, (text, other) => text.Replace(other.Key + ":25520", Own(other.Value.Node), StringComparison.Ordinal));
    })];

    private string Url(string name) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_ports[name].Http}");

    private static string Own(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
