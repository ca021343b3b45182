using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LoraCluster.Cluster.Node;
using LoraCluster.Sweeps.Jobs;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>TLS handshakes that come to nothing: a peer that dies in the middle, something else at its address, a stranger's certificate.</summary>
public sealed class BrokenHandshakeTests : IAsyncLifetime, IDisposable
{
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

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task A_handshake_that_breaks_off_ends_the_attempt_to_connect_and_not_the_node(string answer)
    {
        using var callee = new Callee(0, async stream =>
        {
            _ = await stream.ReadAtLeastAsync(new byte[64], 1);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        });
        var node = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity(), Seeds = [new DnsEndPoint("127.0.0.1", callee.Port)] }, TestNodes.Release);

        await callee.Called(2);

        await Works(node, "unbroken");
    }

    [Fact]
    public async Task A_node_joins_by_one_seed_though_a_stranger_answers_at_another()
    {
        await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity() }, TestNodes.Release);
        using var stranger = Stranger(0);

        var node = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity(), Seeds = [new DnsEndPoint("127.0.0.1", stranger.Port)] }, TestNodes.Release, NodeRoles.Worker);
        await stranger.Called(1);

        await Works(node, "joined");
    }

    [Fact]
    public async Task A_foreign_certificate_at_the_address_of_a_seed_that_is_gone_drives_nobody_out()
    {
        int port;
        using (var earlier = new Callee(0, _ => Task.CompletedTask))
        {
            port = earlier.Port;
        }

        var node = await _nodes.StartAsync(new NodeSettings { Tls = _ours.Identity(), Seeds = [new DnsEndPoint("127.0.0.1", port)] }, TestNodes.Release);
        await Works(node, "before");
        using var stranger = Stranger(port);

        await stranger.Called(1);

        await Works(node, "after");
    }

    [Fact]
    public async Task A_node_that_cannot_join_since_its_seed_has_a_foreign_certificate_says_so()
    {
        using var callee = Stranger(0);
        await using var node = await ClusterNode.StartAsync(
            new NodeSettings
            {
                Roles = new HashSet<string> { NodeRoles.Worker },
                Bind = new DnsEndPoint("127.0.0.1", 0),
                Seeds = [new DnsEndPoint("127.0.0.1", callee.Port)],
                Tls = _ours.Identity(),
                JoinTimeout = TimeSpan.FromSeconds(3),
                Hocon = TestNodes.Fast,
            },
            TestNodes.Release,
            [new Sweeps.Tests.Toy.ToyExperiment()],
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

        var end = await node.Ended.WaitAsync(TestNodes.Patience);

        Assert.Equal(NodeEndKind.NotTrusted, end.Kind);
        Assert.Contains(FormattableString.Invariant($"127.0.0.1:{callee.Port}"), end.Reason, StringComparison.Ordinal);
    }

    private Callee Stranger(int port)
    {
        var certificate = _theirs.Identity().Certificate;
        return new Callee(port, async stream =>
        {
            await using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(certificate);
            // Whoever hangs up first is not judged.
            _ = await secure.ReadAsync(new byte[1]);
        });
    }

    private async Task Works(ClusterNode node, string name)
    {
        var sweep = _nodes.Sweep(name, 20);
        await TestNodes.SubmitAsync(node, sweep, 0);
        Assert.Equal(JobState.Completed, (await TestNodes.End(node, name)).State);
        Assert.False(node.Ended.IsCompleted);
    }

    /// <summary>Somebody who answers every call in the same way, and then hangs up.</summary>
    private sealed class Callee : IDisposable
    {
        private readonly TcpListener _listener;
        private readonly SemaphoreSlim _calls = new(0);

        public Callee(int port, Func<NetworkStream, Task> answer)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Start();
            _ = AnswerAsync(answer);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async Task Called(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Assert.True(await _calls.WaitAsync(TestNodes.Patience), "nobody called");
            }
        }

        public void Dispose()
        {
            _listener.Dispose();
            _calls.Dispose();
        }

        private async Task AnswerAsync(Func<NetworkStream, Task> answer)
        {
            while (true)
            {
                try
                {
                    using var call = await _listener.AcceptTcpClientAsync();
                    await answer(call.GetStream());
                    _calls.Release();
                }
                catch (Exception trouble) when (trouble is IOException or System.Security.Authentication.AuthenticationException)
                {
                    _calls.Release();
                }
                catch (Exception trouble) when (trouble is ObjectDisposedException or SocketException)
                {
                    return;
                }
            }
        }
    }
}
