using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>Log lines in memory: category, level, message, and the exception where there is one.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly Lock _gate = new();

    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(KeptLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._gate)
            {
                log.Lines.Add($"{category} {logLevel} {formatter(state, exception)}" + (exception is null ? string.Empty : " " + exception));
            }
        }
    }
}
