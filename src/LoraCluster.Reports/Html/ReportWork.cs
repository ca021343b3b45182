using System.Globalization;
using System.Text.Json;

namespace LoraCluster.Reports.Html;

/// <summary>Who computed a dataset and how long: from its telemetry, which is no part of the dataset and may be gone.</summary>
/// <param name="Workers">Solver threads that took part.</param>
/// <param name="Blocks">Blocks computed, those computed twice counted twice.</param>
/// <param name="CpuSeconds">Solver time over all threads.</param>
/// <param name="First">When the first block was merged.</param>
/// <param name="Last">When the last one was.</param>
internal sealed record ReportWork(int Workers, long Blocks, double CpuSeconds, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>Reads it; null where there is none. Lines that are not whole are passed over.</summary>
    public static ReportWork? Of(string directory)
    {
        var workers = new HashSet<string>();
        long blocks = 0;
        double seconds = 0;
        DateTimeOffset first = DateTimeOffset.MaxValue, last = DateTimeOffset.MinValue;
        foreach (string line in Directory.EnumerateFiles(directory, "_telemetry*.jsonl").SelectMany(File.ReadLines))
        {
            if (Parse(line) is not var (worker, spent, at))
            {
                continue;
            }

            workers.Add(worker);
            blocks++;
            seconds += spent;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }

        return blocks == 0 ? null : new ReportWork(workers.Count, blocks, seconds, first, last);
    }

    private static (string Worker, double Seconds, DateTimeOffset At)? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            return (root.GetProperty("worker").GetString()!, root.GetProperty("seconds").GetDouble(), DateTimeOffset.Parse(root.GetProperty("at").GetString()!, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }
}
