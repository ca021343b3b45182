using System.Globalization;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Cli.Output;

/// <summary>A running sweep on one line of a terminal: as much as it holds.</summary>
/// <param name="status">Where it stands.</param>
/// <param name="partsPerSecond">Since the watch began; 0 where nothing was committed yet.</param>
internal sealed class JobLine(JobStatus status, double partsPerSecond)
{
    private double Share => status.PartsTotal == 0 ? 0 : Math.Clamp((double)status.PartsCommitted / status.PartsTotal, 0, 1);

    // Never 100 before the end.
    private string Percent => Math.Floor(100 * Share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private string State => status.State == JobState.Running && status.Message.Length > 0 ? "paused" : JobText.State(status);

    private string? Rate => status.TrialsDone == 0 ? null : Units.Short(JobText.TrialsPerSecond(status)) + " trials/s";

    private string? Eta => partsPerSecond <= 0 ? null : "ETA " + Units.RoundDuration((status.PartsTotal - status.PartsCommitted) / partsPerSecond, " ");

    /// <summary>The longest form of at most <paramref name="width"/> characters.</summary>
    public string Within(int width)
    {
        string[] forms = [.. Forms()];
        return forms.FirstOrDefault(form => form.Length <= width) ?? forms[^1][..Math.Min(forms[^1].Length, Math.Max(width, 0))];
    }

    private IEnumerable<string> Forms()
    {
        string parts = JobText.Parts(status);
        yield return Join(JobText.Name(status), State, Bar(20), Percent, parts, Rate, Units.Of(status.Workers, "thread"), Eta);
        yield return Join(State, Bar(10), Percent, parts, Rate, Eta);
        yield return Join(State, Percent, parts, Eta);
        yield return Join(Percent, Eta);
        yield return Percent;
    }

    private string Bar(int width)
    {
        int filled = (int)(Share * width);
        return new string('█', filled) + new string('░', width - filled);
    }

    private static string Join(params string?[] pieces) => string.Join("  ", pieces.Where(piece => piece is not null));
}
