using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LoraCluster.Chaos.Hosts;

/// <summary>
/// A cluster of real processes: hosts 1 and 2 with all roles, 3 with coordinator and worker, 4 with worker only, and a fifth host for whoever comes later. All share
/// one data directory, on a file system of its own in memory.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const int Hosts = 4;
    public const int SpareHost = 5;

    /// <summary>Where the nodes of every host listen to each other.</summary>
    public const int Port = 4053;

    private const string AllRoles = "coordinator,worker,aggregator";

    private readonly Network _network;
    private readonly Dictionary<int, NodeProcess> _nodes = [];
    private readonly Dictionary<int, HttpClient> _clients = [];
    private readonly bool _hasTls;
    private readonly PosixSignalRegistration[] _signals;

    private Fleet(string root, bool hasTls)
    {
        (Root, _hasTls, _network) = (root, hasTls, new Network(SpareHost));
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(s => PosixSignalRegistration.Create(s, _ => Abandon()))];
    }

    /// <summary>The run's directory: logs, certificates, and the data directory's mount.</summary>
    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Dataset => Path.Combine(Data, Runs.Work.Name);

    public Journal Journal { get; } = new();

    public Network Network => _network;

    public IReadOnlyCollection<NodeProcess> Nodes => _nodes.Values;

    /// <summary>The host that began to coordinate last, of those that still do; else the first host.</summary>
    public int Coordinator => Evidence.Coordinators(Journal.Lines, Journal.Endings, Journal.Now) is [.., var last] ? last : 1;

    /// <summary>Starts the nodes and waits until all are members. Throws <see cref="ChaosException"/>.</summary>
    public static async Task<Fleet> StartAsync(bool hasTls, TimeSpan limit)
    {
        var fleet = new Fleet(Directory.CreateTempSubdirectory("lora-cluster-chaos-run-").FullName, hasTls);
        try
        {
            Directory.CreateDirectory(fleet.Data);
            Shell.Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", fleet.Data);
            if (hasTls)
            {
                fleet.MakeCertificates();
            }

            for (int host = 1; host <= Hosts; host++)
            {
                fleet.Start(host, host switch { 1 or 2 => AllRoles, 3 => "coordinator,worker", _ => "worker" });
            }

            await fleet.UntilMembers(limit).ConfigureAwait(false);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public NodeProcess Node(int host) => _nodes[host];

    /// <summary>Starts a node on the spare host, perhaps of another build, perhaps with more in its environment.</summary>
    public NodeProcess StartSpare(string roles, string? program = null, params (string Name, string Value)[] environment) => Start(SpareHost, roles, program, environment);

    /// <summary>Asks the spare node to leave.</summary>
    public async Task StopSpareAsync()
    {
        if (_nodes.Remove(SpareHost, out var node))
        {
            await node.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What a path of the HTTP API answers, asked at any of these hosts; null where none answers with success.</summary>
    public async Task<JsonElement?> AskAsync(string path, params int[] hosts)
    {
        foreach (int host in hosts.Length > 0 ? hosts : [4, 3, 2, 1])
        {
            try
            {
                using var answer = await ClientOf(host).GetAsync(new Uri(Scheme + "://127.0.0.1:19080" + path)).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    return JsonDocument.Parse(await answer.Content.ReadAsStringAsync().ConfigureAwait(false)).RootElement;
                }
            }
            catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException or IOException)
            {
                continue;
            }
        }

        return null;
    }

    /// <summary>Starts <c>submit --wait</c> on a host; it goes on asking through silence of this many seconds.</summary>
    public Process Submit(int host, string sweepPath, int patience)
    {
        string[] trust = _hasTls ? ["--ca", Path.Combine(Root, "ca.pem")] : [];
        string[] words = _network.On(
            host, ["dotnet", CliProgram.Path, "submit", sweepPath, "--wait", "--patience", patience.ToString(System.Globalization.CultureInfo.InvariantCulture), "--node", Scheme + "://127.0.0.1:19080", .. trust]);
        return Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Asks every node to leave; none is left after it.</summary>
    public async Task StopAsync()
    {
        var nodes = _nodes.Values.ToList();
        _nodes.Clear();
        await Task.WhenAll(nodes.Select(n => n.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    /// <summary>Stops what runs, takes the network and the mount away. The logs stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _network.Dispose();
        Shell.Try("umount", Data);
    }

    // Nothing may stay behind when the harness itself is told to end.
    private void Abandon()
    {
        foreach (var node in _nodes.Values.ToList())
        {
            node.Abandon();
        }

        _network.Dispose();
        Shell.Try("umount", "--lazy", Data);
    }

    private string Scheme => _hasTls ? "https" : "http";

    private HttpClient ClientOf(int host)
    {
        lock (_clients)
        {
            return _clients.TryGetValue(host, out var client) ? client : _clients[host] = NamespaceHttp.Connect(_network.NamespaceOf(host), _hasTls ? Path.Combine(Root, "ca.pem") : null);
        }
    }

    private NodeProcess Start(int host, string roles, string? program = null, (string Name, string Value)[]? environment = null)
    {
        string[] safety = _hasTls
            ? ["--tls-certificate", Path.Combine(Root, NameOf(host) + ".p12"), "--tls-password-file", Path.Combine(Root, NameOf(host) + ".password"), "--tls-ca", Path.Combine(Root, "ca.pem")]
            : ["--insecure-network"];
        string seeds = string.Join(',', Enumerable.Range(1, 3).Select(h => FormattableString.Invariant($"{Network.AddressOf(h)}:{Port}")));
        string[] data = roles.Contains("aggregator", StringComparison.Ordinal) ? ["--data", Data] : [];
        string[] words = _network.On(
            host,
            ["dotnet", program ?? CliProgram.Path, "node", "--roles", roles, "--bind", FormattableString.Invariant($"{Network.AddressOf(host)}:{Port}"), "--seeds", seeds, "--http", "127.0.0.1:19080", "--workers", "1", "--join-timeout", "60", .. data, .. safety]);
        var command = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = Root };
        foreach (var (name, value) in environment ?? [])
        {
            command.Environment[name] = value;
        }

        return _nodes[host] = new NodeProcess(host, command, Journal, Path.Combine(Root, NameOf(host) + ".log"));
    }

    private static string NameOf(int host) => FormattableString.Invariant($"node-{host}");

    private void MakeCertificates() => Shell.Run(
        ["dotnet", CliProgram.Path, "certs", "--out", Root, .. Enumerable.Range(1, SpareHost).SelectMany(h => new[] { "--name", $"{NameOf(h)},{Network.AddressOf(h)},127.0.0.1" })]);

    private async Task UntilMembers(TimeSpan limit)
    {
        while (Journal.Now < limit)
        {
            if (await AskAsync("/api/v1/nodes").ConfigureAwait(false) is { } answer && answer.GetProperty("nodes").GetArrayLength() == Hosts)
            {
                return;
            }

            await Task.Delay(500).ConfigureAwait(false);
        }

        throw new ChaosException("the cluster did not come together");
    }
}
