using System.Collections;
using LoraCluster.Server.Api;
using LoraCluster.Sweeps.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LoraCluster.Server.Observability;

/// <summary>Sends metrics and traces to an OpenTelemetry collector.</summary>
public static class TelemetryExport
{
    // A collector that does not answer must not hold up a node that leaves.
    private const int TimeoutMilliseconds = 2000;

    /// <summary>
    /// Exports by OTLP over HTTP (protobuf) what <see cref="Instruments"/>, ASP.NET Core and the runtime measure. The standard's own variables (<c>OTEL_EXPORTER_OTLP_HEADERS</c>,
    /// <c>OTEL_METRIC_EXPORT_INTERVAL</c>, …) hold where nothing is said here.
    /// </summary>
    /// <param name="builder">The host that it runs in.</param>
    /// <param name="collector">The collector's base address, <c>http://HOST:4318</c> for instance.</param>
    /// <param name="release">The release that runs.</param>
    /// <param name="instance">Which node this is: HOST:PORT.</param>
    public static void AddTelemetryExport(this IHostApplicationBuilder builder, Uri collector, string release, string instance)
    {
        builder.Configuration.AddInMemoryCollection(StandardVariables());
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("lora-cluster", serviceVersion: release, serviceInstanceId: instance))
            .WithMetrics(metrics => metrics
                .AddMeter(Instruments.Name)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(exporter => Configure(exporter, collector, "v1/metrics")))
            .WithTracing(traces => traces
                .AddSource(Instruments.Name)
                .AddAspNetCoreInstrumentation(web => web.Filter = context => context.Request.Path != HealthEndpoints.Alive && context.Request.Path != HealthEndpoints.Ready)
                .AddOtlpExporter(exporter => Configure(exporter, collector, "v1/traces")));
    }

    private static void Configure(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
        exporter.TimeoutMilliseconds = TimeoutMilliseconds;
    }

    private static IEnumerable<KeyValuePair<string, string?>> StandardVariables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
        .Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal));
}
