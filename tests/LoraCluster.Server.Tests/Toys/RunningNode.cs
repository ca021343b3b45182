using System.Net;
using System.Text;
using System.Text.Json;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Experiments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>A node's web server on a free port of loopback, with sweeps in memory behind it, and a client.</summary>
public sealed class RunningNode : IAsyncDisposable
{
    public const string Sweep = """
        name: small
        trials: 20
        lora_ranks: [1, 2]
        grid: {dx: 12, dy: 10, n: [6, 30], true_rank: 3, spectrum: gaussian, noise_std: 1}
        """;

    private static readonly IReadOnlyList<IExperiment> Experiments = [new LinearExperiment()];

    private readonly WebApplication _app;

    private RunningNode(WebApplication app, FakeJobs jobs)
    {
        _app = app;
        Jobs = jobs;
        Address = NodeWeb.BaseAddress(app);
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public static NodeWebOptions Defaults { get; } = new() { Bind = new DnsEndPoint("127.0.0.1", 0), NotReadyBecause = () => null };

    public FakeJobs Jobs { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<RunningNode> StartAsync(NodeWebOptions? options = null, Action<IHostApplicationBuilder>? configure = null, FakeJobs? jobs = null, ILoggerFactory? logs = null)
    {
        jobs ??= new FakeJobs();
        WebApplication app = NodeWeb.Create(options ?? Defaults, jobs, Experiments, logs ?? NullLoggerFactory.Instance, configure);
        await app.StartAsync();
        return new RunningNode(app, jobs);
    }

    public static WebApplication Create(NodeWebOptions options) => NodeWeb.Create(options, new FakeJobs(), Experiments, NullLoggerFactory.Instance);

    public static HttpContent Yaml(string text, string mediaType = "application/yaml") => new StringContent(text, Encoding.UTF8, mediaType);

    public Task<HttpResponseMessage> SubmitAsync(string sweep = Sweep, string query = "") => Client.PostAsync("/api/v1/sweeps" + query, Yaml(sweep));

    public Task StopAsync() => _app.StopAsync();

    /// <summary>The answer's JSON, once its status is what was expected.</summary>
    public static async Task<JsonElement> Json(HttpStatusCode expected, Task<HttpResponseMessage> answer)
    {
        using HttpResponseMessage response = await answer;
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A problem's JSON, which must be one.</summary>
    public static async Task<JsonElement> Problem(HttpStatusCode expected, string code, Task<HttpResponseMessage> answer)
    {
        HttpResponseMessage response = await answer;
        JsonElement problem = await Json(expected, Task.FromResult(response));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
