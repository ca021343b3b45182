using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Remote.Transport.DotNetty;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>Who gets into a cluster, and what a stranger can do to it.</summary>
public sealed class SecureClusterTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(3);

    private readonly Certificates _ours = new();
    private readonly Certificates _theirs = new();
    private readonly TestNodes _nodes = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _nodes.StopAsync();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_run_a_sweep_over_TLS()
    {
        var first = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity() }, TestNodes.Release, NodeRoles.Coordinator, NodeRoles.Aggregator);
        await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity() }, TestNodes.Release, NodeRoles.Worker);
        var sweep = _nodes.Sweep("sealed", 200);

        await TestNodes.SubmitAsync(first, sweep, 0);

        Assert.Equal(_nodes.HashOf(sweep), (await TestNodes.End(first, "sealed")).ManifestSha256);
    }

    [Fact]
    public async Task A_node_with_a_certificate_of_another_authority_stays_outside()
    {
        var first = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity() }, TestNodes.Release);

        await StaysOutside(first, new NodeSettings { Tls = _theirs.Identity() }, NodeEndKind.NotTrusted);
    }

    [Fact]
    public async Task A_node_without_TLS_stays_outside()
    {
        var first = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity() }, TestNodes.Release);

        await StaysOutside(first, new NodeSettings(), NodeEndKind.JoinFailed);
    }

    [Fact]
    public async Task An_operators_file_cannot_switch_the_guards_off()
    {
        const string Open = """
            akka.remote { untrusted-mode = off, enabled-transports = ["akka.remote.dot-netty.tcp", "akka.remote.plain"], dot-netty.tcp { enable-ssl = off, ssl { suppress-validation = true, require-mutual-authentication = false } } }
            akka.cluster.seed-nodes = ["akka.tcp://lora-cluster@10.0.0.1:1"]
            akka.actor { serialization-settings.allow-unregistered-types = true, serializers.json = "Akka.Serialization.NewtonSoftJsonSerializer, Akka" }
            """;
        var config = NodeHocon.Of(new NodeSettings { Tls = _ours.Identity(), Hocon = Open });

        Assert.True(config.GetBoolean("akka.remote.untrusted-mode"));
        Assert.Empty(config.GetStringList("akka.cluster.seed-nodes"));
        Assert.Equal(["akka.remote.dot-netty.tcp"], config.GetStringList("akka.remote.enabled-transports"));
        Assert.True(config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
        Assert.False(config.GetBoolean("akka.remote.dot-netty.tcp.ssl.suppress-validation"));
        Assert.True(config.GetBoolean("akka.remote.dot-netty.tcp.ssl.require-mutual-authentication"));
        Assert.False(config.GetBoolean("akka.actor.serialization-settings.allow-unregistered-types"));
        Assert.Contains("RefusingSerializer", config.GetString("akka.actor.serializers.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_follows_from_options_or_protects_a_node_yields_to_an_operators_file()
    {
        var guards = NodeHocon.Fixed(new NodeSettings()).WithFallback(Cluster.Remote.RemoteSettings.Guards);
        var keys = Keys(guards.Root, []).ToList();

        Assert.All(keys, key =>
        {
            var config = NodeHocon.Of(new NodeSettings { Hocon = $"{key} = \"tampered\"" });
            Assert.Equal(guards.GetValue(key).ToString(), config.GetValue(key).ToString());
        });
        Assert.InRange(keys.Count, 20, 100);
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_let_go_before_a_byte_of_Akka()
    {
        var ours = _ours.Identity();
        var node = await _nodes.StartAsync(new NodeSettings { Tls = ours }, TestNodes.Release);
        var address = Address.Parse($"akka.tcp://lora-cluster@{node.Address}");
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port!.Value);
        await using var stream = new SslStream(connection.GetStream(), false, (_, peer, _, _) => ours.ObjectionTo(Assert.IsType<X509Certificate2>(peer)) is null);
        int read = -1;

        // TLS 1.3 tells the client at its first read, 1.2 in the handshake.
        try
        {
            await stream.AuthenticateAsClientAsync(address.Host).WaitAsync(Trial);
            read = await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Trial);
        }
        catch (Exception trouble) when (trouble is IOException or AuthenticationException)
        {
            read = 0;
        }

        Assert.Equal(0, read);
    }

    // The setting that protects, tried both ways with nothing else changed: a server that demands no certificate never asks its callback about a client without one.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_the_demand_for_a_certificate_that_keeps_strangers_out(bool isDemanded)
    {
        var ours = _ours.Identity();
        using var server = System(new DotNettySslSetup(ours.Certificate, false, isDemanded, (peer, _, _, _, _) => ours.ObjectionTo(peer) is null));
        using var client = System(new DotNettySslSetup(_theirs.Identity().Certificate, true, false, (_, _, _, _, _) => true));
        server.ActorOf(Props.Create(() => new Echo()), "echo");
        var address = ((ExtendedActorSystem)server).Provider.DefaultAddress;

        var answer = client.ActorSelection(new RootActorPath(address) / "user" / "echo").Ask<object>(ProgressProtocol.StopSweep.Instance, Trial);

        if (isDemanded)
        {
            await Assert.ThrowsAsync<AskTimeoutException>(() => answer);
        }
        else
        {
            Assert.Same(ProgressProtocol.StopSweep.Instance, await answer);
        }
    }

    // The stranger runs our settings but for the guard on what it sends: with that guard nothing harmful would leave it, and the node's own would not be tried.
    [Fact]
    public async Task A_stranger_on_the_network_cannot_stop_a_nodes_actors()
    {
        const string Unguarded = "akka.actor.serializers.akka-misc = \"Akka.Remote.Serialization.MiscMessageSerializer, Akka.Remote\"";
        var node = await _nodes.StartAsync();
        using var stranger = ActorSystem.Create("lora-cluster", ConfigurationFactory.ParseString(Unguarded).WithFallback(NodeHocon.Of(new NodeSettings())));
        var root = new RootActorPath(Address.Parse($"akka.tcp://lora-cluster@{node.Address}"));
        foreach (string path in new[] { "user/node", "user/coordinator", "user/coordinator/coordinator", "system/cluster/core/daemon" })
        {
            var target = stranger.ActorSelection(root + path);
            target.Tell(PoisonPill.Instance);
            target.Tell(Kill.Instance);
        }

        await Task.Delay(Trial);
        var sweep = _nodes.Sweep("unharmed", 20);
        await TestNodes.SubmitAsync(node, sweep, 0);

        Assert.Equal(JobState.Completed, (await TestNodes.End(node, "unharmed")).State);
    }

    [Fact]
    public async Task A_stranger_on_the_network_cannot_create_actors_on_a_node()
    {
        var node = await _nodes.StartAsync();
        using var stranger = ActorSystem.Create("lora-cluster", NodeHocon.Of(new NodeSettings()));
        var there = new Deploy(new RemoteScope(Address.Parse($"akka.tcp://lora-cluster@{node.Address}")));

        var planted = stranger.ActorOf(Props.Create<Echo>().WithDeploy(there));

        await Assert.ThrowsAsync<AskTimeoutException>(() => planted.Ask<object>(ProgressProtocol.StopSweep.Instance, Trial));
    }

    // The setting that protects, tried both ways.
    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task It_is_untrusted_mode_that_keeps_strangers_from_creating_actors(string untrusted)
    {
        using var server = Plain($"akka.remote.untrusted-mode = {untrusted}");
        using var stranger = Plain(string.Empty);
        var scope = new RemoteScope(((ExtendedActorSystem)server).Provider.DefaultAddress);
        var intruder = stranger.ActorOf(Props.Create<Echo>().WithDeploy(Deploy.None.WithScope(scope)), "intruder");

        var answer = intruder.Ask<object>(ProgressProtocol.StopSweep.Instance, Trial);

        if (untrusted == "on")
        {
            await Assert.ThrowsAsync<AskTimeoutException>(() => answer);
        }
        else
        {
            Assert.Same(ProgressProtocol.StopSweep.Instance, await answer);
        }
    }

    private async Task StaysOutside(ClusterNode inside, NodeSettings settings, NodeEndKind kind)
    {
        var stranger = await _nodes.StartAsync(settings with { JoinTimeout = Trial }, TestNodes.Release, NodeRoles.Worker);

        var end = await stranger.Ended.WaitAsync(TestNodes.Patience);

        Assert.Equal(kind, end.Kind);
        Assert.Single(await inside.Jobs.NodesAsync(default));
    }

    private static IEnumerable<string> Keys(HoconValue value, IReadOnlyList<string> path) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Keys(item.Value, [.. path, item.Key]))
        : [string.Join('.', path)];

    private static ActorSystem Plain(string more) =>
        ActorSystem.Create("plain", ConfigurationFactory.ParseString(more + "\nakka.loglevel = OFF").WithFallback(Cluster.Remote.RemoteSettings.Loopback(0)));

    private static ActorSystem System(DotNettySslSetup ssl)
    {
        var config = ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp.enable-ssl = on\nakka.loglevel = OFF").WithFallback(Cluster.Remote.RemoteSettings.Loopback(0));
        return ActorSystem.Create("tls", BootstrapSetup.Create().WithConfig(config).And(ssl));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }
}
