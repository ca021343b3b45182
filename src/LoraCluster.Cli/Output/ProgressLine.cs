using System.Globalization;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Output;

/// <summary>One report in words: at length for a log, or as much of it as a terminal's line holds.</summary>
internal sealed class ProgressLine(SweepProgress progress, SweepEstimate estimate, WinnerTally tally)
{
    private const string Between = "  ";

    private readonly double _done = progress.CellsDone + ResumedCells(progress, estimate);
    private readonly string? _best = tally.Ranking() is [var best, ..] ? best.Outcome : null;
    private readonly long _bestCells = tally.Ranking() is [var best, ..] ? best.Cells : 0;

    /// <summary>Everything.</summary>
    public string Whole => Join(Between, Percent, Cells, Rate, Eta(" "), Pause ?? (_best is null ? null : $"best so far: {_best} in {Units.Of(_bestCells, "cell")}"));

    private double Share => estimate.Cells == 0 ? 1 : Math.Clamp(_done / estimate.Cells, 0, 1);

    // Never 100 before the end.
    private string Percent => Math.Floor(100 * Share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private string Cells => $"{Units.Count(Math.Floor(_done))} of {Units.Of(estimate.Cells, "cell")}";

    private string? Rate => progress.TrialsDone == 0 ? null : $"{Units.Count(progress.TrialsPerSecond)} trials/s";

    private string? Pause => progress.PausedBecause is null ? null : "paused: waiting for the disk";

    private string ShortCells => $"{Units.Short(Math.Floor(_done))}/{Units.Short(estimate.Cells)}";

    private string? ShortRate => progress.TrialsDone == 0 ? null : Units.Short(progress.TrialsPerSecond);

    /// <summary>The longest form of at most <paramref name="width"/> characters.</summary>
    public string Within(int width)
    {
        string[] forms = [.. Forms()];
        return forms.FirstOrDefault(form => form.Length <= width) ?? forms[^1][..Math.Min(forms[^1].Length, Math.Max(width, 0))];
    }

    private IEnumerable<string> Forms()
    {
        string? longBest = Pause ?? (_best is null ? null : $"best so far: {_best} in {Units.Of(_bestCells, "cell")}");
        string? shortBest = Pause ?? (_best is null ? null : "best " + _best);
        string? bareBest = Pause is null ? _best : "paused";
        string? shortRate = ShortRate is null ? null : ShortRate + " trials/s";
        string? bareRate = ShortRate is null ? null : ShortRate + "/s";
        string barePercent = Percent.Replace(" ", string.Empty, StringComparison.Ordinal);
        yield return Join(Between, Bar(20), Percent, Cells, Rate, Eta(" "), longBest);
        yield return Join(Between, Bar(10), Percent, Cells, Rate, Eta(" "), shortBest);
        yield return Join(Between, Bar(10), Percent, ShortCells + " cells", shortRate, Eta(" "), shortBest);
        yield return Join(Between, Percent, ShortCells + " cells", shortRate, Eta(" "), shortBest);
        yield return Join(" ", barePercent, ShortCells, bareRate, Eta(string.Empty), bareBest);
        yield return Join(" ", barePercent, bareRate, Eta(string.Empty), bareBest);
        yield return Join(" ", barePercent, Eta(string.Empty), bareBest);
        yield return Join(" ", barePercent, Eta(string.Empty));
        yield return barePercent;
    }

    private string Bar(int width)
    {
        int filled = (int)(Share * width);
        return new string('█', filled) + new string('░', width - filled);
    }

    private string? Eta(string beforeUnit)
    {
        double left = estimate.Cells - _done;
        return progress.CellsDone == 0 || left <= 0 ? null
            : "ETA " + Units.RoundDuration(left * progress.Elapsed.TotalSeconds / progress.CellsDone, beforeUnit);
    }

    private static double ResumedCells(SweepProgress progress, SweepEstimate estimate) =>
        progress.PartsTotal == 0 ? 0 : (double)estimate.Cells * progress.PartsResumed / progress.PartsTotal;

    private static string Join(string between, params string?[] pieces) => string.Join(between, pieces.Where(piece => piece is not null));
}
