using LoraCluster.Server.Logging;
using LoraCluster.Server.Tests.Toys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LoraCluster.Server.Tests.Logging;

#pragma warning disable CA2254 // templates that differ are what is tested here
#pragma warning disable CA1873 // arguments too

/// <summary>A log that failure cannot flood.</summary>
public sealed class LogLimiterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly KeptLog _kept = new();
    private readonly LogLimiter _limiter;

    public LogLimiterTests() => _limiter = new LogLimiter(_kept, _clock);

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public void Lines_of_a_kind_pass_up_to_the_limit_and_the_rest_is_counted()
    {
        ILogger log = _limiter.CreateLogger("a");
        for (int i = 0; i < 1000; i++)
        {
            log.LogWarning("node {Node} does not answer", i);
        }

        Assert.Equal(Enumerable.Range(0, LogLimiter.LinesPerSecond).Select(i => $"a Warning node {i} does not answer"), _kept.Lines);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a Warning 995 more lines like this in the last second: node {Node} does not answer", _kept.Lines[^1]);
        Assert.Equal(LogLimiter.LinesPerSecond + 1, _kept.Lines.Count);
    }

    [Fact]
    public void A_new_second_is_a_new_count()
    {
        ILogger log = _limiter.CreateLogger("a");
        for (int second = 0; second < 10; second++)
        {
            for (int i = 0; i < LogLimiter.LinesPerSecond; i++)
            {
                log.LogInformation("line");
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10 * LogLimiter.LinesPerSecond, _kept.Lines.Count);
        Assert.DoesNotContain(_kept.Lines, line => line.Contains("more lines", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_category_level_or_template_is_another_kind()
    {
        ILogger a = _limiter.CreateLogger("a");
        ILogger b = _limiter.CreateLogger("b");
        for (int i = 0; i < 100; i++)
        {
            a.LogWarning("one");
            a.LogWarning("two");
            a.LogError("one");
            b.LogWarning("one");
        }

        Assert.Equal(4 * LogLimiter.LinesPerSecond, _kept.Lines.Count);
    }

    [Fact]
    public void Templates_made_up_by_the_thousand_are_bounded_too()
    {
        ILogger log = _limiter.CreateLogger("a");
        for (int i = 0; i < 100_000; i++)
        {
            log.LogWarning("made up " + i);
        }

        Assert.InRange(_kept.Lines.Count, 1, 1000 + LogLimiter.LinesPerSecond);
    }

    [Fact]
    public void What_was_left_out_last_is_said_at_the_end()
    {
        ILogger log = _limiter.CreateLogger("a");
        for (int i = 0; i < 7; i++)
        {
            log.LogError("fault");
        }

        _limiter.Dispose();
        Assert.Equal("a Error 2 more lines like this in the last second: fault", _kept.Lines[^1]);
    }
}
