using System.Net;
using LoraCluster.Server.Api;
using LoraCluster.Server.Live;
using LoraCluster.Server.Security;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server;

/// <summary>Builds the web server of a node.</summary>
public static class NodeWeb
{
    // The server counts what frames the chunks of a body too.
    private const int ChunkOverhead = 64 * 1024;

    /// <summary>A server that is not started yet.</summary>
    /// <param name="options">Where it serves, to whom, and what it accepts.</param>
    /// <param name="jobs">What answers.</param>
    /// <param name="experiments">The experiments that a submitted sweep may name, at least one.</param>
    /// <param name="logs">Where log lines go; stays the caller's.</param>
    /// <param name="configure">Adds to the host what else shall run in it (telemetry, for instance).</param>
    /// <exception cref="ArgumentException">It would serve beyond loopback without a token, or listen at a name that resolves to no address.</exception>
    public static WebApplication Create(
        NodeWebOptions options, IJobService jobs, IReadOnlyList<IExperiment> experiments, ILoggerFactory logs, Action<IHostApplicationBuilder>? configure = null)
    {
        IPAddress address = AddressOf(options.Bind.Host);
        if (options.Token is null && !IPAddress.IsLoopback(address))
        {
            throw new ArgumentException($"serving HTTP at {options.Bind.Host}, beyond loopback, needs a token", nameof(options));
        }

        // Empty: neither files of the working directory nor environment variables may open another port or change what is served.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options, address));
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, SignalsAreTheNodes>();
        builder.Services.AddRouting();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = options.Allowance.Request });
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.AddApiDescription();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(jobs);
        builder.Services.AddSingleton(experiments);
        builder.Services.AddSingleton<SweepIntake>();
        builder.Services.AddSingleton<StatusStream>();
        builder.Services.AddSingleton<EventStream>();
        builder.Services.AddSingleton<StateStream>();
        builder.Services.AddSingleton<RowStream>();
        builder.Services.AddSingleton(options.Data);
        configure?.Invoke(builder);

        WebApplication app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ErrorsAsProblems>();
        app.UseMiddleware<RequestGate>();
        app.UseRouting();
        app.UseRequestTimeouts();
        NodeApi.Map(app);
        LivePage.Map(app, options);
        return app;
    }

    /// <summary>Where a started server really listens.</summary>
    public static Uri BaseAddress(WebApplication started) => new(started.Urls.Single());

    private static void Configure(KestrelServerOptions kestrel, NodeWebOptions options, IPAddress address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.Allowance.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = SweepFile.MaxBytes + ChunkOverhead;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 50;
        kestrel.Limits.RequestHeadersTimeout = options.Allowance.Headers;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(address, options.Bind.Port, listen =>
        {
            // The API gains nothing from HTTP/2, and a server that does not speak it has none of its troubles.
            listen.Protocols = HttpProtocols.Http1;
            if (options.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    private static IPAddress AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        try
        {
            return Dns.GetHostAddresses(host)[0];
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IndexOutOfRangeException or ArgumentException)
        {
            throw new ArgumentException($"{host}: no address to serve HTTP at: {e.Message}", nameof(host), e);
        }
    }

    // A node leaves its cluster before it ends; the web server must not decide that for it.
    private sealed class SignalsAreTheNodes : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
