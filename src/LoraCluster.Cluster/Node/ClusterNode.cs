using System.Net;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote;
using Akka.Remote.Transport.DotNetty;
using LoraCluster.Cluster.Coordinator;
using LoraCluster.Results.Jobs;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Node;

/// <summary>A node of a cluster: one actor system, from its start to its end.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    /// <summary>The name of every node's actor system; systems of other names do not hear each other.</summary>
    public const string SystemName = "lora-cluster";

    private const string CoordinatorName = "coordinator";

    // Less than the ten seconds that supervisors commonly give a process between SIGTERM and SIGKILL.
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(7);

    private readonly IHost _host;
    private readonly NodeState _state = new();
    private ActorSystem _system = null!;
    private IActorRef _node = ActorRefs.Nobody;
    private volatile string? _distrust;
    private int _leaves;

    private ClusterNode(IHost host) => _host = host;

    /// <summary>How it stands with its cluster.</summary>
    public NodeState State => _state;

    /// <summary>HOST:PORT by which others reach it.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>The submitted sweeps.</summary>
    public IJobService Jobs { get; private set; } = null!;

    /// <summary>Completes when the node is no more.</summary>
    public Task<NodeEnd> Ended { get; private set; } = null!;

    /// <summary>
    /// Starts a node and begins to join. Throws <see cref="IOException"/> where the port cannot be had, and what <see cref="DataDirectory.Open"/> throws. The logger factory
    /// stays the caller's.
    /// </summary>
    public static async Task<ClusterNode> StartAsync(NodeSettings settings, string release, IReadOnlyList<IExperiment> experiments, ILoggerFactory logs)
    {
        var definitions = new Definitions(experiments);
        var identity = new NodeIdentity(release, definitions.Fingerprint);
        var data = settings.Roles.Contains(NodeRoles.Aggregator) ? DataDirectory.Open(settings.DataDirectory!) : null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        ClusterNode? node = null;
        builder.Services.AddAkka(SystemName, akka =>
        {
            akka.AddHocon(NodeHocon.Of(settings), HoconAddMode.Replace);
            if (settings.Tls is { } tls)
            {
                akka.AddSetup(new DotNettySslSetup(
                    tls.Certificate, suppressValidation: false, requireMutualAuthentication: true, (peer, _, address, _, _) => node!.Trusts(tls, peer, address)));
            }

            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory(logs);
            });
            NodeEquipment? equipment = null;
            NodeEquipment Equip(ActorSystem system) => equipment ??= node!.Equip(system, settings, identity, definitions, data, logs);
            if (settings.Roles.Contains(NodeRoles.Coordinator))
            {
                akka.WithSingleton<Coordinating>(
                    CoordinatorName,
                    (system, _, _) => ClusterCoordinatorActor.PropsFor(Equip(system)),
                    new ClusterSingletonOptions { Role = NodeRoles.Coordinator });
            }
            else
            {
                akka.WithSingletonProxy<Coordinating>(CoordinatorName, new ClusterSingletonOptions { Role = NodeRoles.Coordinator });
            }

            akka.WithActors((system, registry) => node!.Begin(system, registry.Get<Coordinating>(), Equip(system), settings));
        });
        var host = builder.Build();
        node = new ClusterNode(host);
        try
        {
            await host.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return node;
    }

    /// <summary>Leaves: running blocks are finished or given back within ten seconds, a coordinator is handed over.</summary>
    public async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref _leaves, 1) == 0)
        {
            await _host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await Ended.ConfigureAwait(false);
    }

    /// <summary>Ends at once and without a word, as a process that is killed does.</summary>
    internal async Task AbortAsync()
    {
        Interlocked.Exchange(ref _leaves, 1);
        // The network first: actors that stop would say so.
        await ((IRemoteActorRefProvider)((ExtendedActorSystem)_system).Provider).Transport.Shutdown().ConfigureAwait(false);
        ((ExtendedActorSystem)_system).Abort();
        await _system.WhenTerminated.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private NodeEquipment Equip(
        ActorSystem system, NodeSettings settings, NodeIdentity identity, Definitions definitions, DataDirectory? data, ILoggerFactory logs)
    {
        var self = Akka.Cluster.Cluster.Get(system).SelfUniqueAddress;
        Address = $"{self.Address.Host}:{self.Address.Port}";
        return new NodeEquipment
        {
            Address = Address,
            Incarnation = (uint)self.Uid,
            Identity = identity,
            Roles = settings.Roles,
            Seeds = SeedsOf(self.Address, settings),
            Workers = settings.Workers,
            Data = data,
            Definitions = definitions,
            DiskWait = settings.DiskWait,
            State = _state,
            Logs = logs,
        };
    }

    private void Begin(ActorSystem system, IActorRef coordinator, NodeEquipment equipment, NodeSettings settings)
    {
        _system = system;
        _node = system.ActorOf(Props.Create(() => new NodeActor(equipment, coordinator)), "node");
        Jobs = new JobService(coordinator, _node, equipment.Texts, equipment.Clock);
        Ended = EndOf(system);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "give back what is leased", async () =>
        {
            // Whoever was downed speaks to nobody any more.
            if (CoordinatedShutdown.Get(system).ShutdownReason is not CoordinatedShutdown.ClusterDowningReason)
            {
                await _node.Ask<NodeActor.Left>(new NodeActor.Leave(LeavePatience), LeavePatience + TimeSpan.FromSeconds(2)).ConfigureAwait(false);
            }

            return Akka.Done.Instance;
        });
        Join(Akka.Cluster.Cluster.Get(system), settings);
    }

    // A foreign certificate where this node calls may be why it cannot join. For one that has joined, or can, it is somebody at the address of a node that is gone; and whoever calls here with one is just a stranger.
    private bool Trusts(TlsIdentity tls, X509Certificate2? peer, string address)
    {
        string? objection = tls.ObjectionTo(peer);
        if (objection is not null && address.Contains('@', StringComparison.Ordinal))
        {
            _distrust = $"this node and its peer {address} do not trust each other's certificates: {objection}";
        }

        return objection is null;
    }

    // A node that listens at an IPv6 address calls itself by it in brackets.
    private static string HostOf(DnsEndPoint node) => node.Host.Contains(':', StringComparison.Ordinal) ? $"[{node.Host}]" : node.Host;

    private static void Join(Akka.Cluster.Cluster cluster, NodeSettings settings)
    {
        if (settings.Seeds.Count == 0)
        {
            cluster.Join(cluster.SelfAddress);
        }
        else
        {
            cluster.JoinSeedNodes(SeedsOf(cluster.SelfAddress, settings));
        }
    }

    private static List<Address> SeedsOf(Address self, NodeSettings settings) => [.. settings.Seeds.Select(seed => new Address(self.Protocol, self.System, HostOf(seed), seed.Port))];

    private async Task<NodeEnd> EndOf(ActorSystem system)
    {
        if (await Task.WhenAny(system.WhenTerminated, _state.MustLeave).ConfigureAwait(false) == _state.MustLeave)
        {
            await _host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await system.WhenTerminated.ConfigureAwait(false);
            return await _state.MustLeave.ConfigureAwait(false);
        }

        return CoordinatedShutdown.Get(system).ShutdownReason switch
        {
            CoordinatedShutdown.ClusterDowningReason => new NodeEnd(NodeEndKind.Downed, "the others went on without this node"),
            CoordinatedShutdown.ClusterJoinUnsuccessfulReason when _distrust is { } distrust => new NodeEnd(NodeEndKind.NotTrusted, distrust),
            CoordinatedShutdown.ClusterJoinUnsuccessfulReason => new NodeEnd(NodeEndKind.JoinFailed, "no seed node answered"),
            _ => new NodeEnd(NodeEndKind.Left, string.Empty),
        };
    }

    // Signals are the caller's affair.
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    // The registry's key for the way to the coordinator.
    private sealed class Coordinating;
}
