using LoraCluster.Server.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cli.Nodes;

/// <summary>Exports a process's metrics and traces while it lives, whether or not the node serves HTTP.</summary>
internal sealed class TelemetryHost : IAsyncDisposable
{
    private readonly IHost? _host;

    private TelemetryHost(IHost? host) => _host = host;

    /// <summary>Starts to export; does nothing without a collector.</summary>
    /// <param name="collector">The collector's base address; null for none.</param>
    /// <param name="instance">Which node this is: HOST:PORT.</param>
    /// <param name="logs">Where log lines go; stays the caller's.</param>
    public static async Task<TelemetryHost> StartAsync(Uri? collector, string instance, ILoggerFactory logs)
    {
        if (collector is null)
        {
            return new TelemetryHost(null);
        }

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, SignalsAreTheNodes>();
        builder.AddTelemetryExport(collector, Release.Version, instance);
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new TelemetryHost(host);
    }

    /// <summary>Sends what is left, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync().ConfigureAwait(false);
            _host.Dispose();
        }
    }

    private sealed class SignalsAreTheNodes : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
