using System.Net;
using System.Net.Sockets;
using System.Text;
using LoraCluster.Cluster.Node;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>Nodes of one cluster in this process, over TCP on loopback, with a clock that runs faster than in production.</summary>
internal sealed class TestNodes
{
    public const string Release = "1.2.3";

    public const string Fast = """
        akka.cluster {
          gossip-interval = 100 ms, leader-actions-interval = 100 ms, periodic-tasks-initial-delay = 100 ms
          failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 1 s }
          split-brain-resolver.stable-after = 1 s, down-removal-margin = 200 ms
          unreachable-nodes-reaper-interval = 200 ms, seed-node-timeout = 1 s
          singleton { hand-over-retry-interval = 200 ms, singleton-identification-interval = 100 ms }
          singleton-proxy.singleton-identification-interval = 100 ms
        }
        """;

    private readonly List<ClusterNode> _nodes = [];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-cluster-");
    private readonly int _seed = FreePort();

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public ToyExperiment Experiment { get; init; } = new();

    /// <summary>A second experiment of each node, by the node's number.</summary>
    public Func<int, ToyExperiment>? Others { get; init; }

    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The first node's address.</summary>
    public DnsEndPoint Seed => new("127.0.0.1", _seed);

    public string Data => Path.Combine(_root.FullName, "data");

    public ClusterNode this[int node] => _nodes[node];

    /// <summary>Ends a node as SIGKILL would.</summary>
    public async Task KillAsync(ClusterNode node)
    {
        _nodes.Remove(node);
        await node.AbortAsync();
    }

    public async Task<ClusterNode> StartAsync(params string[] roles) => await StartAsync(new NodeSettings(), Release, roles);

    public Task<ClusterNode> StartAsync(NodeSettings settings, string release, params string[] roles) => StartAsync(settings, release, Experiment, roles);

    public async Task<ClusterNode> StartAsync(NodeSettings settings, string release, ToyExperiment experiment, params string[] roles)
    {
        var node = await ClusterNode.StartAsync(
            settings with
            {
                Roles = roles.Length == 0 ? NodeRoles.All : roles.ToHashSet(),
                Bind = new DnsEndPoint("127.0.0.1", _nodes.Count == 0 ? _seed : 0),
                Seeds = [new DnsEndPoint("127.0.0.1", _seed), .. settings.Seeds],
                DataDirectory = settings.DataDirectory ?? Data,
                Workers = 2,
                Hocon = Fast,
            },
            release,
            Others is null ? [experiment] : [experiment, Others(_nodes.Count)],
            Logs);
        _nodes.Add(node);
        return node;
    }

    public SweepDefinition Sweep(string name, int sizes, int trials = 100, int seed = 1)
    {
        return Read($$$"""
            name: {{{name}}}
            experiment: toy
            seed: {{{seed}}}
            trials: {{{trials}}}
            grid:
              size: {range: {from: 1, to: {{{sizes}}} }}
            """, Experiment);
    }

    /// <summary>Submits, again and again while no coordinator answers: on a loaded machine the first may take longer to begin than a user is asked to wait.</summary>
    public static async Task<Submitted> SubmitAsync(ClusterNode node, SweepDefinition sweep, int priority)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await node.Jobs.SubmitAsync(sweep, priority, CancellationToken.None);
            }
            catch (JobServiceUnavailableException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                // Asked again.
            }
        }
    }

    public static async Task<JobStatus> End(ClusterNode node, string name)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JobStatus? job = null;
            try
            {
                job = await node.Jobs.FindAsync(name, CancellationToken.None);
            }
            catch (JobServiceUnavailableException)
            {
                // Between two coordinators.
            }

            if (job is { HasEnded: true })
            {
                return job;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{name} does not end: {job}");
            await Task.Delay(50);
        }
    }

    /// <summary>The hash of the dataset that one thread computes without a cluster.</summary>
    public string HashOf(SweepDefinition sweep)
    {
        string path = Path.Combine(_root.FullName, "alone-" + sweep.Name);
        var directory = DatasetDirectory.Open(path, sweep, Release);
        LocalSweep.Run(Read(sweep.CanonicalJson, new ToyExperiment { Seconds = Experiment.Seconds }), new PartStore(directory));
        return DatasetFinisher.Finish(directory, new PartPlan(sweep).PartCount).DatasetHash;
    }

    public async Task StopAsync()
    {
        await Task.WhenAll(_nodes.Select(n => n.DisposeAsync().AsTask()));
        _root.Delete(true);
    }

    public static SweepDefinition Read(string text, ToyExperiment experiment)
    {
        var parsed = SweepFile.Parse(Encoding.UTF8.GetBytes(text), "test", [experiment]);
        Assert.Empty(parsed.Errors);
        return parsed.Definition!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
