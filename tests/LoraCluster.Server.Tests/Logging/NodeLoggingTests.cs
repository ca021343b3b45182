using System.Text.Json;
using LoraCluster.Server.Logging;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Server.Tests.Logging;

#pragma warning disable CA1873 // arguments of a test cost nothing

/// <summary>How a node's log looks.</summary>
public sealed class NodeLoggingTests
{
    [Fact]
    public void A_line_of_text_has_time_level_category_and_message()
    {
        string line = Assert.Single(Written(LogFormat.Text));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn: tests\.text\[0\] node 7 is gone", line);
    }

    [Fact]
    public void A_line_of_json_has_the_parts_of_its_message()
    {
        using JsonDocument line = JsonDocument.Parse(Assert.Single(Written(LogFormat.Json)));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.RootElement.GetProperty("Timestamp").GetString());
        Assert.Equal("tests.json", line.RootElement.GetProperty("Category").GetString());
        Assert.Equal("7", line.RootElement.GetProperty("State").GetProperty("Node").ToString());
    }

    [Theory]
    [InlineData(LogFormat.Text)]
    [InlineData(LogFormat.Json)]
    public void A_flood_is_cut(LogFormat format) => Assert.InRange(Written(format, 10_000).Count, LogLimiter.LinesPerSecond, 100);

    /// <summary>Lines on standard error from a category that only this test writes to: other tests log too.</summary>
    private static List<string> Written(LogFormat format, int lines = 1)
    {
        string category = format == LogFormat.Json ? "tests.json" : "tests.text";
        TextWriter before = Console.Error;
        var written = new StringWriter();
        lock (Gate)
        {
            Console.SetError(TextWriter.Synchronized(written));
            try
            {
                using ILoggerFactory logs = NodeLogging.CreateFactory(format, TimeProvider.System);
                ILogger log = logs.CreateLogger(category);
                for (int i = 0; i < lines; i++)
                {
                    log.LogWarning(new InvalidOperationException("on two\nlines"), "node {Node} is gone", 7);
                }
            }
            finally
            {
                Console.SetError(before);
            }
        }

        return [.. written.ToString().Split('\n').Where(line => line.Contains(category, StringComparison.Ordinal))];
    }

    private static readonly Lock Gate = new();
}
