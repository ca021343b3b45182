using System.Net;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests.Security;

/// <summary>Who is let in.</summary>
public sealed class RequestGateTests : IAsyncLifetime
{
    private const string Token = "correct horse battery staple";

    private RunningNode _node = null!;

    public async Task InitializeAsync() =>
        _node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = Token, AllowedHosts = ["node-1.example", "fd00::1"] });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/sweeps")]
    [InlineData("GET", "/api/v1/sweeps/small")]
    [InlineData("GET", "/api/v1/sweeps/small/events")]
    [InlineData("POST", "/api/v1/sweeps")]
    [InlineData("POST", "/api/v1/sweeps/small/cancel")]
    [InlineData("GET", "/api/v1/nodes")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/no/such/thing")]
    [InlineData("DELETE", "/api/v1/sweeps")]
    [InlineData("POST", "/healthz/")]
    public async Task Everything_but_the_probes_needs_the_token(string method, string path)
    {
        HttpResponseMessage without = await Send(method, path, []);
        await RunningNode.Problem(HttpStatusCode.Unauthorized, "unauthorized", Task.FromResult(without));
        Assert.Equal("Bearer realm=\"lora-cluster\"", without.Headers.WwwAuthenticate.ToString());

        HttpResponseMessage wrong = await Send(method, path, [("Authorization", "Bearer correct horse battery stapl")]);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("invalid_token", wrong.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _node.Jobs.Questions);

        Assert.NotEqual(HttpStatusCode.Unauthorized, (await Send(method, path, [("Authorization", "Bearer " + Token)])).StatusCode);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic Y29ycmVjdDpob3JzZQ==")]
    [InlineData(Token)]
    [InlineData("Bearer CORRECT HORSE BATTERY STAPLE")]
    [InlineData("Bearer " + Token + "x")]
    public async Task What_is_not_exactly_the_token_is_refused(string authorization) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send("GET", "/api/v1/sweeps", [("Authorization", authorization)])).StatusCode);

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:1", true)]
    [InlineData("127.0.0.1:19080", true)]
    [InlineData("[::1]:19080", true)]
    [InlineData("node-1.example:443", true)]
    [InlineData("[fd00::1]", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("127.0.0.1.nip.io", false)]
    public async Task A_host_name_that_is_not_the_nodes_is_refused(string host, bool isOurs)
    {
        Task<HttpResponseMessage> answer = Send("GET", "/api/v1/nodes", [("Host", host), ("Authorization", "Bearer " + Token)]);
        if (isOurs)
        {
            await RunningNode.Json(HttpStatusCode.OK, answer);
        }
        else
        {
            await RunningNode.Problem(HttpStatusCode.MisdirectedRequest, "wrong_host", answer);
        }
    }

    [Theory]
    [InlineData("GET", "https://evil.example")]
    [InlineData("GET", "null")]
    [InlineData("GET", "http://localhost:1")]
    [InlineData("POST", "https://evil.example")]
    [InlineData("OPTIONS", "https://evil.example")]
    public async Task A_page_of_another_origin_is_refused_even_with_the_token(string method, string origin) => await RunningNode.Problem(
        HttpStatusCode.Forbidden, "foreign_origin", Send(method, "/api/v1/sweeps", [("Origin", origin), ("Authorization", "Bearer " + Token)]));

    [Fact]
    public async Task A_page_of_the_nodes_own_origin_is_answered() => await RunningNode.Json(
        HttpStatusCode.OK, Send("GET", "/api/v1/sweeps", [("Origin", _node.Address.GetLeftPart(UriPartial.Authority)), ("Authorization", "Bearer " + Token)]));

    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    public async Task A_page_of_another_site_changes_nothing(string site, bool isAnswered) => Assert.Equal(
        isAnswered ? HttpStatusCode.Created : HttpStatusCode.Forbidden,
        (await Send("POST", "/api/v1/sweeps", [("Sec-Fetch-Site", site), ("Authorization", "Bearer " + Token)])).StatusCode);

    [Theory]
    [InlineData("/api/v1/sweeps")]
    [InlineData("/healthz")]
    [InlineData("/no/such/thing")]
    public async Task Every_answer_tells_browsers_to_keep_out(string path)
    {
        HttpResponseMessage response = await Send("GET", path, []);
        string Header(string name) => string.Join(", ", response.Headers.GetValues(name));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private Task<HttpResponseMessage> Send(string method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? RunningNode.Yaml(RunningNode.Sweep) : null };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _node.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
