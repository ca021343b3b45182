using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests;

/// <summary>Where a node serves.</summary>
public sealed class NodeWebTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public void Beyond_loopback_a_node_does_not_serve_without_a_token(string host)
    {
        var options = RunningNode.Defaults with { Bind = new DnsEndPoint(host, 0) };
        Assert.Contains("needs a token", Assert.Throws<ArgumentException>(() => RunningNode.Create(options)).Message, StringComparison.Ordinal);
        Assert.NotNull(RunningNode.Create(options with { Token = "t" }));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("::1")]
    public async Task A_free_port_can_be_asked_for_and_is_told(string host)
    {
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Bind = new DnsEndPoint(host, 0) });
        Assert.NotEqual(0, node.Address.Port);
        Assert.Equal(HttpStatusCode.OK, (await node.Client.GetAsync("/api/v1/nodes")).StatusCode);
    }

    [Fact]
    public async Task With_a_certificate_a_node_serves_https_and_nothing_else()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned();
        await using RunningNode node = await RunningNode.StartAsync(RunningNode.Defaults with { Certificate = certificate });
        Assert.Equal("https", node.Address.Scheme);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        using var client = new HttpClient(handler);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(node.Address, "/api/v1/nodes"))).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new UriBuilder(node.Address) { Scheme = "http" }.Uri));
    }

    [Fact]
    public async Task Neither_variables_nor_files_open_another_port()
    {
        // What the default builders would obey.
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:0;http://127.0.0.2:0");
        try
        {
            await using RunningNode node = await RunningNode.StartAsync();
            Assert.Equal("127.0.0.1", node.Address.Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }
}
