using System.Net;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Server.Tests.Live;

/// <summary>How the live page is served; what it does is tested in a browser, in the command line's tests.</summary>
public sealed class LivePageTests
{
    private const string Token = "open-sesame-open-sesame";

    [Theory]
    [InlineData("/", "text/html", "lora-cluster 1.2.3&lt;x&gt;")]
    [InlineData("/live.css", "text/css", "color-scheme")]
    [InlineData("/live.js", "text/javascript", "use strict")]
    public async Task Its_files_are_served_without_the_token_under_a_policy_of_their_own(string path, string mediaType, string content)
    {
        await using var node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = Token, Release = "1.2.3<x>" });
        using HttpResponseMessage answer = await node.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, mediaType), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(content, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/sweeps/small/rows")]
    [InlineData("/api/v1/sweeps/small/definition")]
    [InlineData("/live.js/../api/v1/sweeps")]
    public async Task What_it_shows_is_not(string path)
    {
        await using var node = await RunningNode.StartAsync(RunningNode.Defaults with { Token = Token });
        await RunningNode.Problem(HttpStatusCode.Unauthorized, "unauthorized", node.Client.GetAsync(path));
    }

    [Fact]
    public async Task Under_a_name_that_is_not_the_nodes_there_is_no_page()
    {
        await using var node = await RunningNode.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        await RunningNode.Problem(HttpStatusCode.MisdirectedRequest, "wrong_host", node.Client.SendAsync(request));
    }

    [Fact]
    public async Task The_page_knows_whether_there_is_a_token()
    {
        await using var open = await RunningNode.StartAsync();
        Assert.Contains("data-token=\"none\"", await open.Client.GetStringAsync("/"), StringComparison.Ordinal);
        await using var closed = await RunningNode.StartAsync(RunningNode.Defaults with { Token = Token });
        Assert.Contains("data-token=\"needed\"", await closed.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_the_page_names_another_site()
    {
        foreach (string file in Directory.GetFiles(Repository.Path("src/LoraCluster.Server/Live/Page")))
        {
            string content = File.ReadAllText(file).Replace("http://www.w3.org/2000/svg", string.Empty, StringComparison.Ordinal);
            Assert.DoesNotContain("//www", content, StringComparison.Ordinal);
            Assert.DoesNotContain("http", content.Replace("http-equiv", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", content, StringComparison.Ordinal);
        }
    }
}
