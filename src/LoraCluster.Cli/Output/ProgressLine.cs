using System.Globalization;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Output;

/// <summary>One report in words.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 20;

    public static string Of(SweepProgress progress, SweepEstimate estimate, WinnerTally tally)
    {
        double share = estimate.Cells == 0 ? 1 : Math.Clamp((double)(progress.CellsDone + ResumedCells(progress, estimate)) / estimate.Cells, 0, 1);
        int filled = (int)(share * BarWidth);
        string bar = new string('█', filled) + new string('░', BarWidth - filled);
        string percent = (100 * share).ToString("0", CultureInfo.InvariantCulture);
        string line = $"{bar} {percent,3} %  {Units.Count(progress.CellsDone)} cells  "
            + $"{Units.Count(progress.TrialsPerSecond)} trials/s  ETA {Eta(progress, estimate)}";
        if (tally.Ranking() is [var best, ..])
        {
            line += $"  best so far: {best.Outcome} in {Units.Count(best.Cells)} cells";
        }

        return progress.PausedBecause is { } reason ? $"{line}  paused: {reason}" : line;
    }

    private static double ResumedCells(SweepProgress progress, SweepEstimate estimate) =>
        progress.PartsTotal == 0 ? 0 : (double)estimate.Cells * progress.PartsResumed / progress.PartsTotal;

    private static string Eta(SweepProgress progress, SweepEstimate estimate)
    {
        double left = estimate.Cells - ResumedCells(progress, estimate) - progress.CellsDone;
        return progress.CellsDone == 0 || left <= 0 ? "–" : Units.Duration(left * progress.Elapsed.TotalSeconds / progress.CellsDone);
    }
}
