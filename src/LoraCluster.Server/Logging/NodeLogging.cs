using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LoraCluster.Server.Logging;

/// <summary>A node's log: on standard error, one line each, in UTC, and never a flood.</summary>
public static class NodeLogging
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Log lines in a format; those that repeat too often are counted instead (<see cref="LogLimiter"/>). To be disposed of last.</summary>
    public static ILoggerFactory CreateFactory(LogFormat format, TimeProvider clock) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        switch (format)
        {
            case LogFormat.Json:
                logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, TimestampFormat));
                break;
            default:
                logging.AddSimpleConsole(text =>
                    (text.UseUtcTimestamp, text.TimestampFormat, text.SingleLine, text.ColorBehavior) = (true, TimestampFormat + " ", true, LoggerColorBehavior.Disabled));
                break;
        }

        // Standard output is for results. Whoever does not read standard error must not stop the node.
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            (console.LogToStandardErrorThreshold, console.QueueFullMode) = (LogLevel.Trace, ConsoleLoggerQueueFullMode.DropWrite));
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(services => new LogLimiter(services.GetRequiredService<ConsoleLoggerProvider>(), clock));
    });
}
