using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using LoraCluster.Server.Observability;
using LoraCluster.Server.Tests.Toys;
using LoraCluster.Sweeps.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LoraCluster.Server.Tests.Observability;

/// <summary>Metrics and traces as a collector receives them.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task A_collector_receives_metrics_and_traces_as_protobuf_over_http()
    {
        var received = new ConcurrentQueue<(string Path, string? Type, string Body)>();
        await using WebApplication collector = await StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
        });

        await using (RunningNode node = await RunningNode.StartAsync(
            configure: builder => builder.AddTelemetryExport(new Uri(collector.Urls.Single() + "/"), "9.8.7", "10.0.0.1:19090")))
        {
            await node.SubmitAsync();
            await node.Client.GetAsync("/healthz");
            using Activity? ours = Instruments.Activities.StartActivity("a block is solved");
            Assert.NotNull(ours);
        }

        Assert.All(received, r => Assert.Equal("application/x-protobuf", r.Type));
        string metrics = string.Concat(received.Where(r => r.Path == "/v1/metrics").Select(r => r.Body));
        string traces = string.Concat(received.Where(r => r.Path == "/v1/traces").Select(r => r.Body));
        Assert.All(
            new[] { "lora-cluster", "9.8.7", "10.0.0.1:19090", "lora_cluster.submissions", "Accepted", "http.server.request.duration", "dotnet.gc.collections" },
            word => Assert.Contains(word, metrics, StringComparison.Ordinal));
        Assert.Contains("a block is solved", traces, StringComparison.Ordinal);
        Assert.Contains("/api/v1/sweeps", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/healthz", traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standards_variable_for_the_sampler_decides_which_traces_a_collector_gets()
    {
        var paths = new ConcurrentQueue<string>();
        await using WebApplication collector = await StartAsync(context =>
        {
            paths.Enqueue(context.Request.Path);
            return Task.CompletedTask;
        });

        await using (RunningNode node = await RunningNode.StartAsync(configure: builder =>
        {
            builder.AddTelemetryExport(new Uri(collector.Urls.Single()), "1", "n");
            builder.Configuration.AddInMemoryCollection([new("OTEL_TRACES_SAMPLER", "traceidratio"), new("OTEL_TRACES_SAMPLER_ARG", "0")]);
        }))
        {
            await node.SubmitAsync();
        }

        Assert.Contains("/v1/metrics", paths);
        Assert.DoesNotContain("/v1/traces", paths);
    }

    [Fact]
    public async Task A_collector_that_hangs_holds_a_leaving_node_up_for_seconds_only()
    {
        var release = new TaskCompletionSource();
        await using WebApplication collector = await StartAsync(_ => release.Task);
        RunningNode node = await RunningNode.StartAsync(configure: builder => builder.AddTelemetryExport(new Uri(collector.Urls.Single()), "1", "n"));
        await node.SubmitAsync();
        long start = Stopwatch.GetTimestamp();
        await node.DisposeAsync();
        release.SetResult();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 9);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
