using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Logging;

/// <summary>
/// Bounds a log under failure: of the lines that share category, level and message template, <see cref="LinesPerSecond"/> pass in a second; how many were left out is said
/// when the second is over.
/// </summary>
public sealed partial class LogLimiter : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Lines of a kind that pass in a second.</summary>
    public const int LinesPerSecond = 5;

    // A template is a constant of the program, so there are few; a library that makes them up shares one kind per category and level.
    private const int MostKinds = 1000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Kind, Tally> _tallies = new();
    private readonly ILoggerProvider _inner;
    private readonly ITimer _timer;

    /// <summary>Bounds what <paramref name="inner"/> is given; disposes of it at the end.</summary>
    public LogLimiter(ILoggerProvider inner, TimeProvider clock)
    {
        _inner = inner;
        _timer = clock.CreateTimer(_ => EndSecond(), null, Second, Second);
    }

    private readonly record struct Kind(string Category, LogLevel Level, string Template);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, _inner.CreateLogger(categoryName), categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (_inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    /// <summary>Says what was left out, and closes the inner provider.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        EndSecond();
        _inner.Dispose();
    }

    private bool Passes(Kind kind, ILogger logger)
    {
        if (_tallies.Count >= MostKinds && !_tallies.ContainsKey(kind))
        {
            kind = kind with { Template = string.Empty };
        }

        return _tallies.GetOrAdd(kind, static (_, l) => new Tally(l), logger).Count() <= LinesPerSecond;
    }

    private void EndSecond()
    {
        foreach ((Kind kind, _) in _tallies)
        {
            if (_tallies.TryRemove(kind, out Tally? tally) && tally.Total > LinesPerSecond)
            {
                LogLeftOut(tally.Logger, kind.Level, tally.Total - LinesPerSecond, kind.Template);
            }
        }
    }

    [LoggerMessage(Message = "{LeftOut} more lines like this in the last second: {Template}")]
    private static partial void LogLeftOut(ILogger log, LogLevel level, int leftOut, string template);

    private sealed class Tally(ILogger logger)
    {
        private int _count;

        public ILogger Logger => logger;

        public int Total => Volatile.Read(ref _count);

        public int Count() => Interlocked.Increment(ref _count);
    }

    private sealed class Logger(LogLimiter limiter, ILogger inner, string category) : ILogger
    {
        private const string TemplateKey = "{OriginalFormat}";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (inner.IsEnabled(logLevel) && limiter.Passes(new Kind(category, logLevel, TemplateOf(state)), inner))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }

        private static string TemplateOf<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> values && values.Count > 0 && values[values.Count - 1] is { Key: TemplateKey, Value: string template } ? template : string.Empty;
    }
}
